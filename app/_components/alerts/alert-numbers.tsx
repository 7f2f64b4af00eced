'use client';

import { NativeSelect, NumberInput } from '@mantine/core';
import type { AlertDraft } from './alert-draft.ts';
import styles from './alerts-card.module.css';

interface AlertNumbersProps {
  readonly draft: AlertDraft;
  readonly unit: string | null;
  readonly onChange: (part: Partial<AlertDraft>) => void;
}

/** The numbers that an alert of a kind takes. */
export function AlertNumbers({ draft, unit, onChange }: AlertNumbersProps) {
  switch (draft.kind) {
    case 'forecast-crosses':
      return (
        <div className={styles.pair}>
          <NativeSelect
            label="Which way"
            value={draft.direction}
            onChange={(event) =>
              onChange({ direction: event.currentTarget.value as AlertDraft['direction'] })
            }
            data={[
              { value: 'above', label: 'Rises above' },
              { value: 'below', label: 'Falls below' },
            ]}
          />
          <NumberInput
            label={unit ? `Threshold, ${unit}` : 'Threshold'}
            value={draft.threshold ?? ''}
            onChange={(threshold) =>
              onChange({ threshold: typeof threshold === 'number' ? threshold : null })
            }
          />
          <Count
            label="Within steps"
            value={draft.withinSteps}
            onChange={(withinSteps) => onChange({ withinSteps })}
          />
        </div>
      );
    case 'outside-band':
      return (
        <div className={styles.pair}>
          <Count label="Band, %" max={99} value={draft.level} onChange={(level) => onChange({ level })} />
          <Count label="Times outside" value={draft.times} onChange={(times) => onChange({ times })} />
          <Count
            label="Of the latest values"
            value={draft.withinRows}
            onChange={(withinRows) => onChange({ withinRows })}
          />
        </div>
      );
    case 'under-naive':
      return (
        <Count label="Over the latest values" value={draft.rows} onChange={(rows) => onChange({ rows })} />
      );
    case 'run-failed':
      return null;
  }
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly max?: number;
  readonly onChange: (value: number) => void;
}

function Count({ label, value, max = 1000, onChange }: CountProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={max}
      allowDecimal={false}
      value={value}
      onChange={(given) => typeof given === 'number' && given > 0 && onChange(given)}
    />
  );
}
