'use client';

import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { Note } from '#app/_components/note.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import { recallPlans, recallSummary } from '#app/_lib/box/recall-words.ts';
import { createTask, type RecallPlan } from '#forecasting/memory-tasks/recall-study.ts';
import styles from './recall-card.module.css';
import { RecallFigure, RecallLegend } from './recall-figure.tsx';
import { useRecallStudy } from './use-recall-study.ts';

/** Where each cell stops remembering, measured here: the copy and the adding task by T. */
export function RecallCard({ said }: { readonly said: BoxLabWords }) {
  const { recall } = said;
  const [task, setTask] = useState<RecallPlan['task']>('copy');
  const [longer, setLonger] = useState(false);
  const { state, start, stop } = useRecallStudy();
  const plan = recallPlans[task][longer ? 'longer' : 'usual'];
  const shown = state.plan ?? plan;
  const { guessing, score } = createTask(shown.task, 5);
  const working = state.phase === 'working';
  return (
    <Card
      title={recall.title}
      note={recall.notes[shown.task]}
      actions={
        <SegmentedControl
          aria-label={recall.task}
          data={(['copy', 'adding'] as const).map((one) => ({ value: one, label: recall.tasks[one] }))}
          value={task}
          disabled={working}
          onChange={(value) => setTask(value as RecallPlan['task'])}
        />
      }
    >
      <RecallFigure said={said} results={state.results} plan={shown} guessing={guessing} score={score} />
      <RecallLegend said={said} />
      <div className={styles.controls}>
        {working ? (
          <Button variant="default" leftSection={<IconPlayerStop size={15} stroke={1.75} />} onClick={stop}>
            {recall.stop}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
            onClick={() => start(plan)}
          >
            {state.phase === 'idle' ? recall.measure : recall.again}
          </Button>
        )}
        <Checkbox
          label={recall.longer}
          checked={longer}
          disabled={working}
          onChange={(event) => setLonger(event.currentTarget.checked)}
        />
      </div>
      {working && (
        <div className={styles.progress} role="status">
          <ProgressBar share={state.share} label={recall.training} />
          <span className="num">{progressWords(state, recall)}</span>
        </div>
      )}
      {state.phase === 'failed' && <Note tone="fail">{recall.failed(state.problem ?? '')}</Note>}
      <p className={styles.foot} aria-live="polite">
        {recallSummary(state, { guessing, score }, said)}
      </p>
    </Card>
  );
}

function progressWords(
  { share, seconds }: { readonly share: number; readonly seconds: number },
  { left }: BoxLabWords['recall'],
): string {
  const percent = `${Math.floor(share * 100)} %`;
  if (share < 0.05) return percent;
  return left(percent, Math.max(1, Math.round((seconds / share) * (1 - share))));
}
