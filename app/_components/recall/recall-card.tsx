'use client';

import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { Note } from '#app/_components/note.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { recallPlans, recallSummary, taskWords } from '#app/_lib/recall-words.ts';
import { createTask, type RecallPlan } from '#forecasting/memory-tasks/recall-study.ts';
import styles from './recall-card.module.css';
import { RecallFigure, RecallLegend } from './recall-figure.tsx';
import { useRecallStudy } from './use-recall-study.ts';

const tasks = [
  { value: 'copy', label: 'Copy' },
  { value: 'adding', label: 'Adding' },
];

/** Where each cell stops remembering, measured here: the copy and the adding task by T. */
export function RecallCard() {
  const [task, setTask] = useState<RecallPlan['task']>('copy');
  const [longer, setLonger] = useState(false);
  const { state, start, stop } = useRecallStudy();
  const plan = recallPlans[task][longer ? 'longer' : 'usual'];
  const shown = state.plan ?? plan;
  const { guessing, score } = createTask(shown.task, 5);
  const working = state.phase === 'working';
  return (
    <Card
      title="How long can a cell wait?"
      note={taskWords[shown.task].note}
      actions={
        <SegmentedControl
          aria-label="Memory task"
          data={tasks}
          value={task}
          disabled={working}
          onChange={(value) => setTask(value as RecallPlan['task'])}
        />
      }
    >
      <RecallFigure results={state.results} plan={shown} guessing={guessing} score={score} />
      <RecallLegend />
      <div className={styles.controls}>
        {working ? (
          <Button variant="default" leftSection={<IconPlayerStop size={15} stroke={1.75} />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
            onClick={() => start(plan)}
          >
            {state.phase === 'idle' ? 'Measure it here' : 'Measure again'}
          </Button>
        )}
        <Checkbox
          label="Up to T = 200, longer training (a few minutes)"
          checked={longer}
          disabled={working}
          onChange={(event) => setLonger(event.currentTarget.checked)}
        />
      </div>
      {working && (
        <div className={styles.progress} role="status">
          <ProgressBar share={state.share} label="Training" />
          <span className="num">{progressWords(state.share, state.seconds)}</span>
        </div>
      )}
      {state.phase === 'failed' && (
        <Note tone="fail">The networks could not be computed here: {state.problem}.</Note>
      )}
      <p className={styles.foot} aria-live="polite">
        {recallSummary(state, { guessing, score })}
      </p>
    </Card>
  );
}

function progressWords(share: number, seconds: number): string {
  const percent = `${Math.floor(share * 100)} %`;
  if (share < 0.05) return percent;
  return `${percent}, about ${Math.max(1, Math.round((seconds / share) * (1 - share)))} s left`;
}
