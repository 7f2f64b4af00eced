import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './note.module.css';

interface NoteProps {
  readonly tone?: 'info' | 'win' | 'lose' | 'fail';
  readonly children: ReactNode;
}

const icons = {
  info: IconInfoCircle,
  win: IconCircleCheck,
  lose: IconAlertTriangle,
  fail: IconAlertTriangle,
};

/** A sentence that deserves a frame: something to know, to weigh, or to mend. */
export function Note({ tone = 'info', children }: NoteProps) {
  const Icon = icons[tone];
  return (
    <div className={`${styles.note} ${styles[tone]}`}>
      <Icon className={styles.icon} size={16} stroke={1.8} aria-hidden />
      <div className={styles.text}>{children}</div>
    </div>
  );
}
