import { forecasterName, forecasterStyles, type NamingContext } from '#app/_lib/forecaster-names.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import styles from './forecaster-mark.module.css';

/** A forecaster's colour and shape, as a mark of 10 px: square, circle, triangle, or a grey dash. */
export function ForecasterSwatch({ kind }: { readonly kind: ForecasterKind }) {
  const { color, dash, shape } = forecasterStyles[kind];
  return (
    <svg className={styles.swatch} width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
      {shape === 'square' && <rect x="2" width="10" height="10" rx="2" fill={color} />}
      {shape === 'circle' && <circle cx="7" cy="5" r="5" fill={color} />}
      {shape === 'triangle' && <path d="M7 0 13 10H1Z" fill={color} />}
      {shape === 'dash' && (
        <path d="M0 5H14" stroke={color} strokeWidth="2.5" strokeDasharray={dash ?? 'none'} />
      )}
    </svg>
  );
}

interface ForecasterMarkProps extends NamingContext {
  readonly kind: ForecasterKind;
}

/** A forecaster's mark and name. */
export function ForecasterMark({ kind, frequency, seasonLength }: ForecasterMarkProps) {
  return (
    <span className={styles.mark}>
      <ForecasterSwatch kind={kind} />
      {forecasterName(kind, { frequency, seasonLength })}
    </span>
  );
}
