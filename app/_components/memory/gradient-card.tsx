'use client';

import { Slider } from '@mantine/core';
import { useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { notAvailable } from '#app/_lib/format-number.ts';
import {
  type GradientReading,
  gradientLines,
  gradientReadings,
  gradientsAfter,
  gradientsAt,
  gradientTable,
  type ShownGradient,
  toldEpochs,
} from '#app/_lib/gradient-rows.ts';
import { shareWords } from '#app/_lib/share-words.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import styles from './gradient-card.module.css';
import { furthestLag, GradientChart } from './gradient-chart.tsx';
import { GradientLegend } from './gradient-legend.tsx';
import { type MemoryPart, wordsFor } from './memory-part.ts';

/** What is left of the gradient the further back a state lies, before, while and after the networks learned. */
export function GradientCard(part: MemoryPart) {
  const { memory } = part;
  const words = wordsFor(part);
  const epochs = toldEpochs(memory.networks);
  const [at, setAt] = useState(0);
  const [chosenLag, setLag] = useState(memory.need.observations);
  const epoch = epochs[Math.min(at, epochs.length - 1)] ?? 0;
  const before = gradientsAt(memory.networks, epoch);
  const after = gradientsAfter(memory.networks);
  const most = furthestLag(gradientLines([...before, ...after]));
  const lag = Math.min(chosenLag, most);
  const chart = { need: memory.need.observations, words, lag, onLag: setLag };
  const readings = gradientReadings(before, after, lag);
  const title = epoch === 0 ? 'Before training' : `After epoch ${epoch}`;
  return (
    <ChartFrame
      title="Gradient left, by lag"
      note="log scale"
      sentence={`${sentenceOf(title, before, words)} ${sentenceOf('After training', after, words)}`}
      readTable={() => gradientTable(memory.networks)}
      below={
        <>
          <div className={styles.lag}>
            <span className="dim small">Lag that is read off: {words(lag)} back</span>
            <Slider
              className={styles.slider ?? ''}
              min={0}
              max={most}
              step={Math.min(...memory.networks.map(({ segment }) => segment))}
              value={lag}
              onChange={setLag}
              label={null}
              thumbLabel="Lag that is read off"
              thumbValueText={readingText(words(lag), readings)}
              size={4}
              thumbSize={16}
            />
          </div>
          {epochs.length > 1 && (
            <div className={styles.epochs}>
              <span className="dim small">Epoch of the first picture</span>
              <Slider
                className={styles.slider ?? ''}
                min={0}
                max={epochs.length - 1}
                step={1}
                value={Math.min(at, epochs.length - 1)}
                onChange={setAt}
                label={null}
                marks={epochs.map((one, value) => ({ value, label: String(one) }))}
                thumbLabel="Epoch of the first picture"
                thumbValueText={title}
                size={4}
                thumbSize={16}
              />
            </div>
          )}
          <p className="dim small">{captionOf(part, before)}</p>
        </>
      }
      legend={<GradientLegend title={title} place={words(lag)} readings={readings} />}
    >
      <div className={styles.panels}>
        {before.length > 0 && <GradientChart {...chart} title={title} shown={before} />}
        <GradientChart {...chart} title="After training" shown={after} />
      </div>
    </ChartFrame>
  );
}

/** For those who hear the slider. */
function readingText(place: string, readings: readonly GradientReading[]): string {
  const said = readings.map(({ kind, state, before, after }) => {
    const name = kind === 'lstm' ? `LSTM ${state} state` : forecasterName(kind);
    const was = before === null ? '' : `${shareWords(before)} before, `;
    return `${name} ${was}${after === null ? notAvailable : shareWords(after)} after training`;
  });
  return `${place} back: ${said.join('; ')}`;
}

function sentenceOf(when: string, shown: readonly ShownGradient[], words: (lag: number) => string): string {
  if (shown.length === 0) return '';
  const parts = shown.map(
    ({ kind, reach, wholeWindow }) =>
      `${forecasterName(kind)} ${wholeWindow ? 'over the whole window' : `up to ${words(reach)} back`}`,
  );
  return `${when}, 1 % of the gradient and more is left: ${parts.join(', ')}.`;
}

/** Says what was measured, also where it contradicts the textbook. */
function captionOf({ memory }: MemoryPart, before: readonly ShownGradient[]): string {
  const segment = memory.networks[0]?.segment ?? 1;
  const repeats = memory.need.season === null ? 'earlier values' : 'the last seasons';
  return [
    'Straight on this axis means a fixed share lost at every step.',
    before.length === 0
      ? 'How the gradient was before training is not known: this run was trained before that was written down.'
      : textbookWords(before, memory.memory),
    `What repeats also comes past the cell, in the copies of ${repeats} that the network corrects${segment > 1 ? ', and a step of the cell takes in a whole segment' : ''}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The textbook has it that an LSTM fades later than a simple RNN. */
function textbookWords(before: readonly ShownGradient[], memory: number | null): string {
  const left = (kind: NetworkKind) => {
    const shown = before.find((gradient) => gradient.kind === kind);
    return shown && Math.max(shown.hidden.at(-1)!, shown.cell?.at(-1) ?? 0);
  };
  const [rnn, lstm] = [left('rnn'), left('lstm')];
  if (rnn === undefined || lstm === undefined) return '';
  const why = memory === null ? ': its forget gates start 73 % open' : '';
  return lstm > rnn
    ? `The LSTM’s cell state outlasts the simple RNN, as the textbook says${why}.`
    : 'The textbook says that an LSTM fades later than a simple RNN; here it does not.';
}
