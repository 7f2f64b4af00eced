'use client';

import { Checkbox } from '@mantine/core';
import { MemoryDial } from '#app/_components/memory/memory-dial.tsx';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { isNetwork } from '#forecasting/forecaster-kind.ts';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './memory-question.module.css';
import { type ChangePlan, configOf, type RunPlan } from './run-plan.ts';

interface MemoryQuestionProps {
  readonly opened: boolean;
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
}

/** Without a season this is what the dial begins at. */
const usualMemory = 24;

/** How long it must remember: the usual start of the gates, or one of one's own with what it does. */
export function MemoryQuestion({ opened, row, plan, onChange }: MemoryQuestionProps) {
  if (!plan.forecasters.some(isNetwork)) return null;
  const { memory } = plan;
  const season = plan.seasonLength ?? row.seasonLength;
  const first = season > 1 ? season : usualMemory;
  return (
    <div className={styles.question}>
      <Checkbox
        label="Set how long it must remember"
        description="LSTM and GRU start with gates that keep about so many values: forget bias = log T. Off: the usual start."
        checked={memory !== null}
        onChange={({ currentTarget }) => onChange({ memory: currentTarget.checked ? first : null })}
      />
      {opened && memory !== null && (
        <MemoryDial
          seriesId={row.id}
          config={configOf(plan)}
          value={memory}
          onChange={(value) => onChange({ memory: value })}
          words={(observations) => stepsInWords(observations, row.frequency)}
        />
      )}
    </div>
  );
}
