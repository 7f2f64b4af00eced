'use client';

import { useState } from 'react';
import { forecasterStyles, futureDash } from '#app/_lib/forecaster-names.ts';
import { type ForecasterKind, isNetwork } from '#forecasting/forecaster-kind.ts';
import styles from './chart-legend.module.css';

/** How a line or band looks in the chart. */
export type LegendMark =
  | {
      readonly kind: 'line';
      readonly color: string;
      readonly dash?: string | undefined;
      readonly width?: number;
    }
  | { readonly kind: 'band'; readonly color: string; readonly opacity: string };

export interface LegendItem {
  readonly key: string;
  readonly label: string;
  readonly mark: LegendMark;
  /** The value at the crosshair. */
  readonly value?: string | undefined;
  /** With it the key can be pressed: it is drawn, or it is not. */
  readonly onPress?: () => void;
  readonly pressed?: boolean;
}

export const observedMark: LegendMark = { kind: 'line', color: 'var(--hc-history)' };

/** The mark of a forecaster's line: what has not come yet is dashed. */
export function forecasterMark(kind: ForecasterKind, future = true): LegendMark {
  const { color, dash } = forecasterStyles[kind];
  return { kind: 'line', color, dash: dash ?? (future && isNetwork(kind) ? futureDash : undefined) };
}

interface ChartLegendProps {
  /** The place of the crosshair. */
  readonly at?: string | undefined;
  readonly items: readonly LegendItem[];
}

/** So many keys of what is not drawn fit on a phone. */
const mostOff = 2;

/**
 * The keys of a chart, and its readout: values at the crosshair stand behind the names. On a phone the keys of what is not
 * drawn wait behind a button, so that the chart is on the first screen.
 */
export function ChartLegend({ at, items }: ChartLegendProps) {
  const [isOpen, setIsOpen] = useState(false);
  const off = items.filter(({ pressed }) => pressed === false).length;
  const isFolded = off > mostOff && !isOpen;
  return (
    <div className={styles.legend} data-folded={isFolded}>
      {at !== undefined && <span className={styles.at}>{at}</span>}
      {items.map((item) => (
        <LegendKey key={item.key} item={item} />
      ))}
      {isFolded && (
        <button type="button" className={`${styles.key} ${styles.more}`} onClick={() => setIsOpen(true)}>
          {off} more
        </button>
      )}
    </div>
  );
}

function LegendKey({ item }: { readonly item: LegendItem }) {
  const content = (
    <>
      <Mark mark={item.mark} />
      {item.label}
      {item.value !== undefined && <b>{item.value}</b>}
    </>
  );
  if (!item.onPress) return <span className={styles.key}>{content}</span>;
  return (
    <button type="button" className={styles.key} aria-pressed={item.pressed ?? true} onClick={item.onPress}>
      {content}
    </button>
  );
}

function Mark({ mark }: { readonly mark: LegendMark }) {
  return (
    <svg className={styles.mark} width="18" height="10" viewBox="0 0 18 10" aria-hidden="true">
      {mark.kind === 'band' ? (
        <rect width="18" height="10" fill={mark.color} fillOpacity={mark.opacity} />
      ) : (
        <path
          d="M0 5H18"
          stroke={mark.color}
          strokeWidth={mark.width ?? 2}
          strokeDasharray={mark.dash ?? 'none'}
        />
      )}
    </svg>
  );
}
