'use client';

import { Collapse, NumberInput } from '@mantine/core';
import { formatCount } from '#app/_lib/format-number.ts';
import { type Bound, bounds } from '#forecasting/config.ts';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';
import styles from './advanced-knobs.module.css';
import { MemoryQuestion } from './memory-question.tsx';
import type { ChangePlan, RunPlan } from './run-plan.ts';

/** The memory has a control of its own, which shows what it does. */
type Knob = Exclude<keyof RunPlan & keyof typeof bounds, 'horizon' | 'memory'>;

interface KnobWords {
  readonly label: string;
  readonly help: string;
  /** What leaving it empty means; without it a number is always needed. */
  readonly automatic?: string;
}

const knobs: Readonly<Record<Knob, KnobWords>> = {
  lookback: { label: 'Lookback', help: 'Values a network sees at once.', automatic: 'from the season' },
  seasonLength: {
    label: 'Season length',
    help: 'Steps after which things repeat; 1 is none.',
    automatic: 'from the step',
  },
  units: { label: 'Units', help: 'Width of the hidden state.' },
  epochs: { label: 'Epochs', help: 'Passes over the training windows, at most.' },
  patience: { label: 'Patience', help: 'Epochs without a better one before it stops.' },
  batchSize: { label: 'Batch size', help: 'Windows a step of the optimiser sees.' },
  learningRate: { label: 'Learning rate', help: 'Length of a step of the optimiser.' },
  folds: {
    label: 'Origins',
    help: 'Backtest folds: more make the verdict surer.',
    automatic: '24 where rows allow',
  },
  refits: {
    label: 'Trainings along the way',
    help: 'So often networks learn the newer rows along the selection and along the verdict; 0: one training answers for both.',
    automatic: '3 where quick',
  },
  seeds: { label: 'Trainings a network', help: 'Each with another seed; their spread is shown.' },
  seed: { label: 'Seed', help: 'The same seed gives the same result.' },
  budgetSeconds: { label: 'Time limit, seconds', help: 'Ends with the best so far.', automatic: 'none' },
};

interface AdvancedKnobsProps {
  readonly opened: boolean;
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  readonly preflight: PreflightAnswer | undefined;
}

/** Every knob with its bound and its default. */
export function AdvancedKnobs({ opened, row, plan, onChange, preflight }: AdvancedKnobsProps) {
  const fromData: Partial<Record<Knob, number | undefined>> = {
    lookback: preflight?.lookback,
    seasonLength: preflight?.seasonLength ?? row.seasonLength,
  };
  return (
    <Collapse expanded={opened}>
      <div className={styles.grid}>
        {(Object.keys(knobs) as Knob[]).map((knob) => (
          <KnobInput
            key={knob}
            knob={knob}
            value={plan[knob]}
            fromData={fromData[knob]}
            onChange={onChange}
          />
        ))}
      </div>
      <MemoryQuestion opened={opened} row={row} plan={plan} onChange={onChange} />
    </Collapse>
  );
}

function rangeOf({ min, max }: Bound): string {
  return `From ${min} to ${formatCount(max)}.`;
}

interface KnobInputProps {
  readonly knob: Knob;
  readonly value: number | null;
  readonly fromData: number | undefined;
  readonly onChange: ChangePlan;
}

function KnobInput({ knob, value, fromData, onChange }: KnobInputProps) {
  const { label, help, automatic } = knobs[knob];
  const { min, max, default: usual } = bounds[knob];
  const isWithin = (next: number) => next >= min && next <= max;
  const chosen = fromData ? ` (${formatCount(fromData)})` : '';
  return (
    <NumberInput
      label={label}
      description={`${help} ${rangeOf(bounds[knob])}`}
      placeholder={automatic === undefined ? String(usual) : `${automatic}${chosen}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      min={min}
      max={max}
      allowNegative={false}
      allowDecimal={knob === 'learningRate'}
      step={knob === 'learningRate' ? 0.001 : 1}
      clampBehavior="blur"
      value={value ?? ''}
      onChange={(next) => {
        if (typeof next === 'number' && isWithin(next)) onChange({ [knob]: next });
        else if (next === '') onChange({ [knob]: automatic === undefined ? usual : null });
      }}
    />
  );
}

/** The knobs that matter most, in a line. */
export function summaryOfKnobs(plan: RunPlan, preflight: PreflightAnswer | undefined): string {
  const lookback = plan.lookback ?? preflight?.lookback;
  const seen = lookback ? formatCount(lookback) : 'from the season';
  return `lookback ${seen}, units ${plan.units}, learning rate ${plan.learningRate} …`;
}
