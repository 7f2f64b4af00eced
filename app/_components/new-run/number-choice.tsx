'use client';

import { NumberInput, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Bound } from '#forecasting/config.ts';
import styles from './number-choice.module.css';

interface NumberChoiceProps {
  readonly label: string;
  readonly offered: readonly number[];
  /** null: chosen from the data. */
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  readonly words: (value: number) => ReactNode;
  /** What stands behind a number of one's own: " days". */
  readonly unitOf: (value: number) => string;
  readonly bound: Bound;
  /** The name of leaving the choice to the data, where that is possible. */
  readonly automatic?: string;
  readonly onAutomatic?: () => void;
}

/** A number among a few in words, or one of your own. */
export function NumberChoice(props: NumberChoiceProps) {
  const { label, offered, value, onChange, words, unitOf, bound, automatic, onAutomatic } = props;
  const [isOwn, setIsOwn] = useState(value !== null && !offered.includes(value));
  const choose = (choice: string) => {
    setIsOwn(choice === 'own');
    if (choice === 'automatic') onAutomatic?.();
    else if (choice === 'own') onChange(value ?? offered.at(-1) ?? bound.default);
    else onChange(Number(choice));
  };
  const data = [
    ...(automatic === undefined ? [] : [{ value: 'automatic', label: automatic }]),
    ...offered.map((steps) => ({ value: String(steps), label: words(steps) })),
    { value: 'own', label: 'Other' },
  ];
  const isOffered = value !== null && offered.includes(value);
  const chosen =
    isOwn || (value !== null && !isOffered) ? 'own' : value === null ? 'automatic' : String(value);
  return (
    <div className={styles.choice}>
      <SegmentedControl aria-label={label} data={data} value={chosen} onChange={choose} />
      {chosen === 'own' && value !== null && (
        <NumberInput
          className={styles.own ?? ''}
          aria-label={`${label}, steps`}
          min={bound.min}
          max={bound.max}
          clampBehavior="blur"
          allowDecimal={false}
          allowNegative={false}
          suffix={unitOf(value)}
          value={value}
          onChange={(next) =>
            typeof next === 'number' && next >= bound.min && next <= bound.max && onChange(next)
          }
        />
      )}
    </div>
  );
}
