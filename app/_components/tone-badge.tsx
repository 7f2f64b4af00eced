import type { ReactNode } from 'react';
import styles from './tone-badge.module.css';

export type Tone = 'win' | 'tie' | 'lose' | 'fail' | 'plain' | 'now';

interface ToneBadgeProps {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A state in a word, with its colour behind it. */
export function ToneBadge({ tone, icon, children }: ToneBadgeProps) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      {icon}
      {children}
    </span>
  );
}
