'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './slot.module.css';

interface SlotProps {
  /** What the slot is about, for those who do not see the sentence around it. */
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}

/** A place in a sentence that can be filled otherwise. */
export function Slot({ label, value, children }: SlotProps) {
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.slot} aria-label={`${label}: ${value}`}>
          {value}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div className={styles.content}>{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
