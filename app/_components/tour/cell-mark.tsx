import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import type { CellName, TourWords } from '#app/_lib/tour/tour-words.ts';
import markStyles from '../forecaster-mark.module.css';

/** A cell's mark and name: the LSTM whose gates start open has a bead instead of a dot. */
export function CellMark({ cell, words }: { readonly cell: CellName; readonly words: TourWords }) {
  const { color } = forecasterStyles[cell === 'lstm-memory' ? 'lstm' : cell];
  return (
    <span className={markStyles.mark}>
      <svg className={markStyles.swatch} width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
        {cell === 'rnn' && <rect x="2" width="10" height="10" rx="2" fill={color} />}
        {cell === 'lstm' && <circle cx="7" cy="5" r="5" fill={color} />}
        {cell === 'gru' && <path d="M7 0 13 10H1Z" fill={color} />}
        {cell === 'lstm-memory' && <circle cx="7" cy="5" r="4" fill="none" stroke={color} strokeWidth="2" />}
      </svg>
      {words.cells[cell]}
    </span>
  );
}
