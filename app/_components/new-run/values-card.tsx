'use client';

import { NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Card } from '#app/_components/card.tsx';
import { countOf, formatValue } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { type MissingPolicy, missingPolicies } from '#forecasting/series/fill-missing.ts';
import type { SeriesDescription, SeriesRow } from '#server/api-types.ts';
import type { ChangePlan, RunPlan } from './run-plan.ts';
import styles from './values-card.module.css';

interface ValuesCardProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  /** Why the run is refused for values that are missing; null where it is not. */
  readonly incomplete: string | null;
}

/** What a value can never be, and what stands for those that are missing. */
export function ValuesCard({ row, plan, onChange, incomplete }: ValuesCardProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.series.describe.queryOptions({ id: row.id }, { staleTime: 60_000 }));
  const missing = data?.gaps.reduce((sum, gap) => sum + gap.count, 0) ?? row.missing;
  return (
    <Card title="Values" note="Bounds hold for every forecast and every band">
      <div className={styles.bounds}>
        <BoundInput label="Never below" value={plan.floor} onChange={(floor) => onChange({ floor })} />
        <BoundInput
          label="Never above"
          value={plan.cap}
          onChange={(cap) => onChange({ cap })}
          error={isEmpty(plan) ? 'Must lie above the lower bound.' : null}
        />
        <Suggestion row={row} plan={plan} description={data} onChange={onChange} />
      </div>
      {missing > 0 && (
        <Select
          className={styles.missing ?? ''}
          label={`What is seen where a value is missing (${countOf(missing, 'step')})`}
          description={missingWords[plan.missing].help}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={missingPolicies.map((policy) => ({ value: policy, label: missingWords[policy].label }))}
          value={plan.missing}
          error={plan.missing === 'refuse' && incomplete !== null ? `${incomplete}.` : null}
          onChange={(policy) => policy && onChange({ missing: policy as MissingPolicy })}
          allowDeselect={false}
        />
      )}
    </Card>
  );
}

const missingWords: Readonly<Record<MissingPolicy, { readonly label: string; readonly help: string }>> = {
  mask: { label: 'Nothing', help: 'Each forecaster leaves it out in its own way. A gap is never scored.' },
  carry: { label: 'The last value', help: 'Repeated until one is there again. A gap is never scored.' },
  season: {
    label: 'The value one season earlier',
    help: 'The last value where there is none. A gap is never scored.',
  },
  'linear-past': {
    label: 'The line before the gap, continued',
    help: 'By the mean change of the last four values, within what has been observed. A gap is never scored.',
  },
  refuse: {
    label: 'Refuse the series',
    help: 'It is left out where there are others; alone it cannot be forecast.',
  },
};

function isEmpty({ floor, cap }: RunPlan): boolean {
  return floor !== null && cap !== null && cap <= floor;
}

interface BoundInputProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly error?: string | null;
}

function BoundInput({ label, value, onChange, error }: BoundInputProps) {
  return (
    <NumberInput
      label={label}
      placeholder="no bound"
      hideControls
      value={value ?? ''}
      error={error}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
        else if (next === '') onChange(null);
      }}
    />
  );
}

interface SuggestionProps extends Omit<ValuesCardProps, 'incomplete'> {
  readonly description: SeriesDescription | undefined;
}

/** What the data already show need only be confirmed. */
function Suggestion({ row, plan, description, onChange }: SuggestionProps) {
  const lowest = description?.min ?? null;
  if (plan.floor !== null || lowest === null || lowest < 0) return null;
  return (
    <p className={styles.suggestion}>
      {row.name} was never below 0; its lowest value is {formatValue(lowest, row.unit)}.{' '}
      <button type="button" className="textLink" onClick={() => onChange({ floor: 0 })}>
        Keep it so
      </button>
    </p>
  );
}
