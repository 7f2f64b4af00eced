'use client';

import { Checkbox, NumberInput } from '@mantine/core';
import { Slot } from './slot.tsx';

interface NumberSlotProps {
  readonly label: string;
  /** What stands in the sentence. */
  readonly words: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** Beside the box that switches it on. */
  readonly question: string;
  readonly unit: string;
  readonly description: string;
  readonly usual: number;
  readonly max?: number;
}

/** A place in a sentence for a number, or for none. */
export function NumberSlot(props: NumberSlotProps) {
  const { label, words, value, onChange, question, unit, description, usual, max = 1_000_000 } = props;
  return (
    <Slot label={label} value={words}>
      <Checkbox
        label={question}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usual : null)}
        iconColor="var(--hc-on-ink)"
      />
      {value !== null && (
        <NumberInput
          label={unit}
          description={description}
          min={1}
          max={max}
          allowDecimal={false}
          value={value}
          onChange={(given) => typeof given === 'number' && given > 0 && onChange(given)}
        />
      )}
    </Slot>
  );
}
