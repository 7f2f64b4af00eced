import type { OccludedStretch } from '#forecasting/evaluation/occlusion.ts';
import type { OcclusionView } from '#server/inspection/inspection.ts';
import type { ChartTable } from './chart-table.ts';
import { forecasterName, type NamingContext } from './forecaster-names.ts';
import { formatValue } from './format-number.ts';
import { rangeInWords } from './frequency-words.ts';

interface OcclusionWords {
  readonly name: string;
  readonly words: (steps: number) => string;
  readonly unit: string | null;
}

/** Parts that together make up this share of all movement are what it listened to. */
const mostOfIt = 0.8;

/** What a forecaster listened to, in a sentence: the stretch that moved it most, and how far back most of it lies. */
export function occlusionSentence(
  stretches: readonly OccludedStretch[],
  { name, words, unit }: OcclusionWords,
): string {
  const total = stretches.reduce((sum, { moved }) => sum + moved, 0);
  if (!(total > 0)) return `Nothing in the window moved “${name}”: its forecast stays whatever is hidden.`;
  const loudest = stretches.reduce((best, one) => (one.moved > best.moved ? one : best));
  let heard = 0;
  const far = stretches.find((stretch) => {
    heard += stretch.moved;
    return heard >= mostOfIt * total;
  })!;
  const size = formatValue(loudest.moved, unit);
  const direction = directionOf(loudest);
  return `“${name}” was moved most by ${placeOf(loudest, words)}: without it the forecast changes by ${size} on average${direction}. Four fifths of all movement come from the last ${words(far.to)}.`;
}

function placeOf({ from, to }: OccludedStretch, words: (steps: number) => string): string {
  if (from === 1) return to === 1 ? 'the last value' : `the last ${words(to)}`;
  if (from === to) return `the value ${words(to)} back`;
  return `the stretch ${rangeInWords(from, to, words)} back`;
}

/** Only where the whole forecast went one way. */
function directionOf({ moved, raised }: OccludedStretch): string {
  if (Math.abs(raised) < 0.9 * moved) return '';
  return raised > 0 ? '; it raised it' : '; it lowered it';
}

/** Every stretch of every forecaster. */
export function occlusionTable({ forecasters }: OcclusionView, naming: NamingContext): ChartTable {
  return {
    columns: ['forecaster', 'from lag', 'to lag', 'mean change', 'mean raise'],
    rows: forecasters.flatMap(({ kind, stretches }) =>
      stretches.map(({ from, to, moved, raised }) => [forecasterName(kind, naming), from, to, moved, raised]),
    ),
  };
}
