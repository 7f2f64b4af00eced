import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  /** The heading; a card without one needs a `label`. */
  readonly title?: ReactNode;
  readonly label?: string;
  /** Said quietly after the heading. */
  readonly note?: ReactNode;
  /** At the heading's right end. */
  readonly actions?: ReactNode;
  /** The content reaches the edges, as tables do. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A sheet of paper on the page. */
export function Card({ title, label, note, actions, flush = false, className, children }: CardProps) {
  const classes = [styles.card, flush && styles.flush, className].filter(Boolean).join(' ');
  const isRegion = label !== undefined;
  const content = (
    <>
      {title !== undefined && (
        <div className={styles.head}>
          <h2>{title}</h2>
          {note !== undefined && <span className={styles.note}>{note}</span>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </>
  );
  return isRegion ? (
    <section className={classes} aria-label={label}>
      {content}
    </section>
  ) : (
    <section className={classes}>{content}</section>
  );
}
