'use client';

import { Slider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import { shareWords } from '#app/_lib/share-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunConfigInput } from '#forecasting/config.ts';
import type { MeasuredGradient, MemoryPreview } from '#server/inspection/inspection.ts';
import styles from './memory-dial.module.css';

interface MemoryDialProps {
  readonly seriesId: number;
  readonly config: RunConfigInput;
  /** Observations; null is the usual start. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly words: (observations: number) => string;
}

const label = 'How long must it remember?';
/** The dial reaches twice as far as the window, and a week of hours at least. */
const leastMost = 168;

/** The memory that gates start with, and what it does before any training. */
export function MemoryDial({ seriesId, config, value, onChange, words }: MemoryDialProps) {
  const trpc = useTRPC();
  const [settled] = useDebouncedValue(value, 200);
  const preview = useQuery(
    trpc.runs.memoryPreview.queryOptions(
      { seriesId, config: { ...config, memory: settled } },
      { staleTime: Infinity, retry: false, placeholderData: keepPreviousData },
    ),
  );
  const most = Math.max(leastMost, 2 * (preview.data?.lookback ?? 0), value);
  const scale = (position: number) => Math.max(1, Math.round(most ** position));
  return (
    <div className={styles.dial}>
      <Slider
        className={styles.slider ?? ''}
        min={0}
        max={1}
        step={0.005}
        scale={scale}
        value={Math.log(value) / Math.log(most)}
        onChange={(position) => onChange(scale(position))}
        label={(shown) => words(shown)}
        thumbLabel={label}
        thumbValueText={words(value)}
        size={4}
        thumbSize={18}
      />
      <div className={styles.ends}>
        <span>{words(1)}</span>
        <b>T = {words(value)}</b>
        <span>{words(most)}</span>
      </div>
      {preview.isError && <ErrorNote error={preview.error} title="What it does could not be measured." />}
      {preview.data && <Effect preview={preview.data} memory={settled} words={words} />}
    </div>
  );
}

interface EffectProps {
  readonly preview: MemoryPreview;
  readonly memory: number;
  readonly words: (observations: number) => string;
}

/** What the gates would keep, and how far networks of this size reach with it before any training. */
function Effect({ preview, memory, words }: EffectProps) {
  const { segment, lookback } = preview;
  const steps = Math.max(1, memory / segment);
  const kept = steps / (steps + 1);
  const left = Math.max(1, Math.round(Math.log(0.01) / Math.log(kept))) * segment;
  const step = segment === 1 ? '' : ` of ${words(segment)}`;
  return (
    <>
      <p className="small soft">
        Each unit starts by keeping <b>{formatPercent(kept)}</b> of its state at a step{step}, so by itself 1
        % is left after about <b>{words(left)}</b>. Measured before any training, within a window of{' '}
        {words(lookback)}:
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col">Reach, usual start</th>
            <th scope="col">With this memory</th>
            <th scope="col">Left at the window’s start</th>
          </tr>
        </thead>
        <tbody>
          {preview.networks.map(({ kind, usual, set }) => (
            <tr key={kind}>
              <th scope="row">{forecasterName(kind)}</th>
              <td>{reachOf(usual, words)}</td>
              <td>{set ? reachOf(set, words) : 'has no gate to set'}</td>
              <td>
                {shareWords(leftAtStart(usual))}
                {set && ` → ${shareWords(leftAtStart(set))}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function reachOf({ reach, wholeWindow }: MeasuredGradient, words: (lag: number) => string): string {
  return wholeWindow ? `≥ ${words(reach)}` : words(reach);
}

/** The longer-lasting of the two states. */
function leftAtStart({ hidden, cell }: MeasuredGradient): number {
  return Math.max(hidden.at(-1)!, cell?.at(-1) ?? 0);
}
