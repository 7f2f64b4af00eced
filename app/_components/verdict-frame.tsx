import type { ReactNode } from 'react';
import styles from './verdict-frame.module.css';

interface VerdictFrameProps {
  readonly tone: 'win' | 'lose' | 'tie' | 'fail';
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The frame of an answer: what it is like stands as a colour at its edge. */
export function VerdictFrame({ tone, label, className, children }: VerdictFrameProps) {
  const classes = [styles.frame, styles[tone], className].filter(Boolean).join(' ');
  return (
    <section className={classes} aria-label={label}>
      {children}
    </section>
  );
}

interface VerdictHeadProps {
  /** The answer in two or three words. */
  readonly stamp: string;
  /** The answer as a sentence. */
  readonly say: string;
  /** What it rests on. */
  readonly children?: ReactNode;
  /** The evidence as a picture, at the right end. */
  readonly aside?: ReactNode;
}

/** An answer: its stamp, its sentence, what it rests on, and a picture of that. */
export function VerdictHead({ stamp, say, children, aside }: VerdictHeadProps) {
  return (
    <div className={styles.head}>
      <span className={styles.stamp}>{stamp}</span>
      <div>
        <p className={styles.say}>{say}</p>
        <div className={styles.rest}>{children}</div>
      </div>
      {aside}
    </div>
  );
}
