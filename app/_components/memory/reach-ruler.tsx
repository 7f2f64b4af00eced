'use client';

import { useElementSize } from '@mantine/hooks';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { withoutUnitOf } from '#app/_lib/frequency-words.ts';
import { rulerTicks } from '#app/_lib/memory-words.ts';
import type { MemoryView, NetworkMemory } from '#server/inspection/inspection.ts';
import { NetworkShapeMark } from './network-shape-mark.tsx';
import styles from './reach-ruler.module.css';

interface ReachRulerProps {
  readonly memory: MemoryView;
  readonly words: (observations: number) => string;
  /** The figure in words. */
  readonly sentence: string;
}

/** Until it has been measured. */
const usualWidth = 700;
const rowHeight = 19;
const edge = 8;

/** One logarithmic axis of lags: an open mark before training, the network's own shape after it, lines at the need. */
export function ReachRuler({ memory, words, sentence }: ReachRulerProps) {
  const { ref, width: measured } = useElementSize();
  const width = measured || usualWidth;
  const { need, networks } = memory;
  const most = Math.max(2, need.observations, ...networks.map(({ lookback }) => lookback));
  const place = (lag: number) =>
    edge + (Math.log(Math.max(1, lag)) / Math.log(most)) * Math.max(1, width - 2 * edge);
  const floor = networks.length * rowHeight;
  const needs = [need.season, need.lastPartial].filter((lag) => lag !== null);
  return (
    <div ref={ref} className={styles.ruler}>
      <svg
        role="img"
        aria-label={sentence}
        width={width}
        height={floor + 20}
        viewBox={`0 0 ${width} ${floor + 20}`}
      >
        <rect
          className={styles.zone}
          x={edge}
          y="0"
          width={Math.max(0, place(need.observations) - edge)}
          height={floor}
        />
        {labels(rulerTicks(most, need.season), place, words).map(({ lag, text, anchor }) => (
          <g key={lag}>
            <line className={styles.grid} x1={place(lag)} x2={place(lag)} y1="0" y2={floor} />
            <text className={styles.tick} x={place(lag)} y={floor + 15} textAnchor={anchor}>
              {text}
            </text>
          </g>
        ))}
        {needs.map((lag) => (
          <line key={lag} className={styles.need} x1={place(lag)} x2={place(lag)} y1="0" y2={floor} />
        ))}
        {networks.map((network, row) => (
          <ReachLine key={network.kind} network={network} y={(row + 0.5) * rowHeight} place={place} />
        ))}
      </svg>
    </div>
  );
}

type Place = (lag: number) => number;

interface ReachLineProps {
  readonly network: NetworkMemory;
  readonly y: number;
  readonly place: Place;
}

function ReachLine({ network, y, place }: ReachLineProps) {
  const { color } = forecasterStyles[network.kind];
  const start = network.epochs.find(({ epoch }) => epoch === 0);
  const end = place(network.after.reach);
  return (
    <g>
      {start && (
        <>
          <line stroke={color} strokeWidth="2" x1={place(start.reach)} x2={end} y1={y} y2={y} />
          <circle className={styles.open} stroke={color} cx={place(start.reach)} cy={y} r="4.5" />
        </>
      )}
      <NetworkShapeMark kind={network.kind} x={end} y={y} />
    </g>
  );
}

const leastGap = 44;

interface Label {
  readonly lag: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** The first and the last in words, those between as numbers where there is room. */
function labels(ticks: readonly number[], place: Place, words: (lag: number) => string): Label[] {
  const last = ticks.at(-1)!;
  let taken = place(1) + 1.4 * leastGap;
  return ticks.flatMap((lag, i): Label[] => {
    if (i === 0) return [{ lag, text: words(1), anchor: 'start' }];
    if (lag === last) return [{ lag, text: words(lag), anchor: 'end' }];
    const x = place(lag);
    if (x < taken || x > place(last) - 1.6 * leastGap) return [];
    taken = x + leastGap * 0.8;
    return [{ lag, text: withoutUnitOf(words(lag), words(last)), anchor: 'middle' }];
  });
}
