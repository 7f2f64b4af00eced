'use client';

import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { Note } from '#app/_components/note.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import type { Finding, LessonWords, TourWords } from '#app/_lib/tour/tour-words.ts';
import styles from './tour-screen.module.css';
import type { Measurement } from './use-measurement.ts';

interface LessonLayoutProps<Result> {
  readonly words: TourWords;
  readonly said: LessonWords;
  /** The figure to move, with its control. */
  readonly figure: ReactNode;
  readonly measurement: Measurement<Result>;
  /** What was measured, as a table. */
  readonly found: (result: Result) => ReactNode;
  readonly finding: (result: Result) => Finding;
  /** Under the finding. */
  readonly remark?: ReactNode;
}

/** The idea and its figure in the middle, the measurement and what follows from it at the side. */
export function LessonLayout<Result>(props: LessonLayoutProps<Result>) {
  const { words, said, figure, measurement, found, finding, remark } = props;
  const { result } = measurement;
  return (
    <>
      <div className={styles.story}>
        <Card label={said.title}>
          {said.paragraphs.map((text) => (
            <p key={text} className={styles.prose}>
              <Emphasised text={text} />
            </p>
          ))}
          <details className={styles.formula}>
            <summary>{words.formulas}</summary>
            {said.formula.lines.map((line) => (
              <code key={line}>{line}</code>
            ))}
            <p>{said.formula.letters}</p>
          </details>
        </Card>
        <Card title={said.figure.title} note={said.figure.note}>
          {figure}
        </Card>
      </div>
      <div className={styles.side}>
        <Card title={words.measureHere} actions={<MeasureButton words={words} measurement={measurement} />}>
          <div className={styles.measure}>
            <p className={styles.about}>{said.measures}</p>
            {measurement.phase === 'working' && (
              <ProgressBar share={measurement.share} label={words.working} />
            )}
            {result !== null && found(result)}
            <p className={styles.about} role="status">
              {statusWords(words, measurement)}
            </p>
          </div>
        </Card>
        {measurement.phase === 'failed' && <Note tone="fail">{words.failed(measurement.problem ?? '')}</Note>}
        {result !== null && <FindingNote finding={finding(result)} />}
        {result !== null && remark}
      </div>
    </>
  );
}

function statusWords(words: TourWords, { phase, seconds }: Measurement<unknown>): string {
  if (phase === 'working') return words.working;
  if (phase === 'done' && seconds !== null) return words.took(seconds);
  return words.notMeasured;
}

interface MeasureButtonProps {
  readonly words: TourWords;
  readonly measurement: Measurement<unknown>;
}

function MeasureButton({ words, measurement }: MeasureButtonProps) {
  const { phase, start, stop } = measurement;
  if (phase === 'working') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerStop size={14} stroke={1.75} aria-hidden />}
        onClick={stop}
      >
        {words.stop}
      </Button>
    );
  }
  return (
    <Button
      size="compact-sm"
      {...(phase === 'idle' ? { color: 'dark' } : { variant: 'default' })}
      disabled={!measurement.ready}
      leftSection={<IconPlayerPlay size={14} stroke={1.75} aria-hidden />}
      onClick={start}
    >
      {phase === 'idle' ? words.measureIt : words.measureAgain}
    </Button>
  );
}

/** Ochre where the measurement differs from what the books say. */
function FindingNote({ finding }: { readonly finding: Finding }) {
  return (
    <Note tone={finding.agrees ? 'win' : 'lose'}>
      <b>{finding.title}</b> {finding.text}
    </Note>
  );
}

/** Text whose parts between ** stand out. */
function Emphasised({ text }: { readonly text: string }) {
  return text.split('**').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay in their places
    i % 2 === 1 ? <b key={i}>{part}</b> : part,
  );
}
