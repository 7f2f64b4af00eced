'use client';

import { Select, Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { occlusionSentence, occlusionTable } from '#app/_lib/occlusion-words.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { linearAxis } from '#app/_lib/value-ticks.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { OcclusionView } from '#server/inspection/inspection.ts';
import { type ForecastPart, namingOf } from './forecast-part.ts';
import styles from './occlusion-card.module.css';

/** What each forecaster listened to: its forecast's change when a stretch of the past is made ordinary. */
export function OcclusionCard(part: ForecastPart) {
  const { run, series } = part;
  const trpc = useTRPC();
  const occlusion = useQuery(
    trpc.runs.occlusion.queryOptions(
      { id: run.id, seriesId: series.id },
      { staleTime: Infinity, retry: false },
    ),
  );
  if (occlusion.isError) {
    return (
      <Card title="What moved the forecast">
        <ErrorNote
          error={occlusion.error}
          title="It could not be worked out."
          onRetry={() => occlusion.refetch()}
        />
      </Card>
    );
  }
  if (!occlusion.data) return <Skeleton height={300} radius="lg" />;
  return <Occlusion part={part} occlusion={occlusion.data} />;
}

function Occlusion({ part, occlusion }: { readonly part: ForecastPart; readonly occlusion: OcclusionView }) {
  const { view } = part;
  const naming = namingOf(part);
  const [chosen, setChosen] = useState<ForecasterKind>(view.forecast.recommended);
  const shown = occlusion.forecasters.find(({ kind }) => kind === chosen) ?? occlusion.forecasters[0];
  const words = (steps: number) => stepsInWords(steps, view.frequency);
  if (!shown) return null;
  const name = forecasterName(shown.kind, naming);
  const sentence = occlusionSentence(shown.stretches, { name, words, unit: view.unit });
  const missing = occlusion.missing.map(({ kind }) => forecasterName(kind, naming));
  return (
    <ChartFrame
      title="What moved the forecast"
      note={view.unit ?? 'in the data’s unit'}
      sentence={sentence}
      readTable={() => occlusionTable(occlusion, naming)}
      actions={
        <Select
          {...plainListbox}
          aria-label="Forecaster"
          allowDeselect={false}
          maw={210}
          data={occlusion.forecasters.map(({ kind }) => ({
            value: kind,
            label: forecasterName(kind, naming),
          }))}
          value={shown.kind}
          onChange={(kind) => kind && setChosen(kind as ForecasterKind)}
        />
      }
      below={
        <>
          <p className="small">{sentence}</p>
          <p className="dim small">
            A bar is the mean change of the forecast when the values of its stretch are replaced by the mean
            of the last {words(occlusion.lookback)}. It says what was listened to, not what causes what.
            {missing.length > 0 && ` Not kept any more, so not asked: ${missing.join(', ')}.`}
          </p>
        </>
      }
    >
      <StretchBars stretches={shown.stretches} color={forecasterStyles[shown.kind].color} words={words} />
    </ChartFrame>
  );
}

interface StretchBarsProps {
  readonly stretches: OcclusionView['forecasters'][number]['stretches'];
  readonly color: string;
  readonly words: (steps: number) => string;
}

/** Until it has been measured. */
const usualWidth = 640;
const height = 150;
const box = { left: 56, right: 6, top: 6, bottom: 22 };

/** Bars in the order of time: the newest stretch is at the right, where the forecast begins. */
function StretchBars({ stretches, color, words }: StretchBarsProps) {
  const { ref, width: measured } = useElementSize();
  const width = measured || usualWidth;
  const axis = linearAxis([0, ...stretches.map(({ moved }) => moved)], 3);
  const top = axis.domain[1] || 1;
  const y = (value: number) => height - box.bottom - (value / top) * (height - box.top - box.bottom);
  const column = (width - box.left - box.right) / stretches.length;
  const x = (index: number) => width - box.right - (index + 1) * column;
  const oldest = stretches.at(-1)?.to ?? 0;
  return (
    <div ref={ref} className={styles.bars}>
      <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={box.left} x2={width - box.right} y1={y(tick)} y2={y(tick)} />
            <text className={styles.tick} x={box.left - 6} y={y(tick) + 4} textAnchor="end">
              {formatValue(tick)}
            </text>
          </g>
        ))}
        {stretches.map(({ from, moved }, index) => (
          <rect
            key={from}
            fill={color}
            x={x(index) + column * 0.12}
            width={Math.max(1, column * 0.76)}
            y={y(moved)}
            height={Math.max(0, y(0) - y(moved))}
          />
        ))}
        <text className={styles.tick} x={box.left} y={height - 6}>
          {words(oldest)} back
        </text>
        <text className={styles.tick} x={width - box.right} y={height - 6} textAnchor="end">
          last value
        </text>
      </svg>
    </div>
  );
}
