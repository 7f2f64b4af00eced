'use client';

import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './facts.module.css';

export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
  /** What it counts or measures; shown on hover and focus. */
  readonly definition?: string;
}

/** Terms on the left, values on the right. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, value, definition }) => (
        <div key={term} className={styles.fact}>
          <dt>{definition === undefined ? term : <Defined term={term} definition={definition} />}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Defined({ term, definition }: { readonly term: string; readonly definition: string }) {
  return (
    <Tooltip
      label={definition}
      multiline
      w={260}
      events={{ hover: true, focus: true, touch: true }}
      withArrow
    >
      <button type="button" className={styles.defined} aria-description={definition}>
        {term}
      </button>
    </Tooltip>
  );
}
