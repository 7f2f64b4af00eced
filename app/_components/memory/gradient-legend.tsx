import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import styles from './gradient-legend.module.css';

/** The lines of a gradient chart: an LSTM has two, its cell state with beads. */
export function GradientLegend({ kinds }: { readonly kinds: readonly NetworkKind[] }) {
  return (
    <div className={styles.legend}>
      {kinds.map((kind) => (
        <Key key={kind} color={forecasterStyles[kind].color} beads={false}>
          {kind === 'lstm' ? 'LSTM, hidden state' : forecasterName(kind)}
        </Key>
      ))}
      {kinds.includes('lstm') && (
        <Key color={forecasterStyles.lstm.color} beads>
          LSTM, cell state
        </Key>
      )}
    </div>
  );
}

function Key({
  color,
  beads,
  children,
}: {
  readonly color: string;
  readonly beads: boolean;
  readonly children: string;
}) {
  return (
    <span className={styles.key}>
      <svg width="20" height="10" aria-hidden="true">
        <path d="M1 5H19" stroke={color} strokeWidth={beads ? 1.5 : 2} />
        {beads && <circle cx="10" cy="5" r="2.8" fill="var(--hc-surface)" stroke={color} strokeWidth="1.5" />}
      </svg>
      {children}
    </span>
  );
}
