'use client';

import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { minutesOfStep, stepsInWords } from '#app/_lib/frequency-words.ts';
import { offeredHorizons, offeredStrides } from '#app/_lib/horizon-choices.ts';
import { bounds } from '#forecasting/config.ts';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';
import { KnownBeside } from './known-beside.tsx';
import { NumberChoice } from './number-choice.tsx';
import styles from './questions-card.module.css';
import type { ChangePlan, RunPlan } from './run-plan.ts';
import { SeriesPicker } from './series-picker.tsx';

interface QuestionsCardProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  readonly preflight: PreflightAnswer | undefined;
}

/** The things that only a person knows. */
export function QuestionsCard({ row, plan, onChange, preflight }: QuestionsCardProps) {
  const { frequency, seasonLength } = row;
  const strides = offeredStrides(frequency, plan.seasonLength ?? seasonLength, plan.horizon);
  return (
    <Card label="Questions">
      <Question
        number={1}
        title="How far ahead?"
        hint="Forecasts are made and scored for every step up to here."
      >
        <NumberChoice
          label="How far ahead"
          offered={offeredHorizons(frequency)}
          value={plan.horizon}
          onChange={(horizon) => onChange({ horizon, stride: null })}
          words={(steps) => stepsInWords(steps, frequency)}
          unitOf={(steps) => unitOf(steps, row)}
          bound={bounds.horizon}
        />
      </Question>
      <Question
        number={2}
        title="How often will you forecast again?"
        hint="Decides how far apart the test origins stand."
      >
        <NumberChoice
          label="How often again"
          offered={strides}
          value={plan.stride}
          onChange={(stride) => onChange({ stride })}
          words={(steps) => everyWords(steps, row)}
          unitOf={(steps) => unitOf(steps, row)}
          bound={bounds.horizon}
          automatic="Auto"
          onAutomatic={() => onChange({ stride: null })}
        />
      </Question>
      <Question
        number={3}
        title="Which series go in?"
        hint="One network learns from all; each gets its own verdict."
      >
        <SeriesPicker row={row} chosen={plan.seriesIds} onChange={(seriesIds) => onChange({ seriesIds })} />
      </Question>
      <Question number={4} title="What else is known?" hint="Networks and ridge read it beside the series.">
        <KnownBeside row={row} plan={plan} onChange={onChange} shortColumn={preflight?.shortColumn ?? null} />
      </Question>
    </Card>
  );
}

/** "Every day", "Every 5 days"; on a phone the second is "5 days". */
function everyWords(steps: number, { frequency }: SeriesRow): ReactNode {
  const words = stepsInWords(steps, frequency);
  const one = /^1 (.*)/.exec(words)?.[1];
  return (
    <>
      <span className={one ? undefined : styles.every}>Every </span>
      {one ?? words}
    </>
  );
}

/** What stands behind a number of one's own: " days", or " × 30 minutes". */
function unitOf(steps: number, { frequency }: SeriesRow): string {
  const minutes = minutesOfStep(frequency);
  if (minutes !== undefined && frequency !== 'hourly') return ` × ${stepsInWords(1, frequency)}`;
  return stepsInWords(steps, frequency).replace(/^[\d,]+/, '');
}

interface QuestionProps {
  readonly number: number;
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

function Question({ number, title, hint, children }: QuestionProps) {
  return (
    <div className={styles.question}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <h2>{title}</h2>
        <p className="dim small">{hint}</p>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
