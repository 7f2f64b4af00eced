'use client';

import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ChartLegend, forecasterMark } from '#app/_components/charts/chart-legend.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { StepErrorChartProps } from '#app/_components/charts/step-error-chart.tsx';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import type { ChartTable } from '#app/_lib/chart-table.ts';
import { forecasterName, type NamingContext } from '#app/_lib/forecaster-names.ts';
import { formatScore } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { phone } from '#app/_lib/screen-widths.ts';
import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import { type ComparePart, drawnKinds } from './compare-part.ts';

const StepErrorChart = lazyChart<StepErrorChartProps>(() =>
  import('#app/_components/charts/step-error-chart.tsx').then((module) => module.StepErrorChart),
);

const { mae } = metricInfo;

/** The mean absolute error of each step ahead. */
export function StepErrorCard(part: ComparePart) {
  const { series, seriesResult, naming, of } = part;
  const [step, setStep] = useState<number | null>(null);
  const height = useMediaQuery(phone) ? 190 : 170;
  const kinds = drawnKinds(part);
  const { errorByStep } = seriesResult;
  return (
    <ChartFrame
      title={of === null ? 'Error by step' : `${of}, error by step`}
      note={<MetricLabel label={mae.label} unit={series.unit} definition={mae.definition} />}
      sentence={`Mean absolute error by step ahead of ${kinds.map((kind) => forecasterName(kind, naming)).join(', ')}.`}
      readTable={() => stepTable(errorByStep, kinds, naming)}
      legend={
        <ChartLegend
          at={step === null ? undefined : `${stepsInWords(step, series.frequency)} ahead`}
          items={[...kinds].reverse().map((kind) => ({
            key: kind,
            label: forecasterName(kind, naming),
            mark: forecasterMark(kind, false),
            value: step === null ? undefined : formatScore(errorByStep[kind]?.[step - 1]),
          }))}
        />
      }
      below={<p className="dim small">{remarkOn(errorByStep, seriesResult)}</p>}
    >
      <StepErrorChart errorByStep={errorByStep} kinds={kinds} height={height} onStep={setStep} />
    </ChartFrame>
  );
}

/** Whether the best network gets ahead of the naive near the origin, far from it, or nowhere. */
function remarkOn(errors: SeriesResult['errorByStep'], { verdict }: SeriesResult): string {
  const own = verdict.best && errors[verdict.best];
  const naive = errors[verdict.against];
  if (!own || !naive || !verdict.best) return 'One step is the next observation after the origin.';
  const ahead = own.filter((error, index) => {
    const other = naive[index];
    return error !== null && other !== null && other !== undefined && error < other;
  }).length;
  const name = forecasterName(verdict.best);
  if (own.every((error, index) => error === naive[index]))
    return `${name} and the naive are alike at every step.`;
  if (ahead === own.length) return `${name} has the smaller error at every step.`;
  if (ahead === 0) return `The naive has the smaller error at every step.`;
  return `${name} has the smaller error at ${ahead} of ${own.length} steps.`;
}

function stepTable(
  errors: SeriesResult['errorByStep'],
  kinds: readonly ForecasterKind[],
  naming: NamingContext,
): ChartTable {
  const length = Math.max(0, ...kinds.map((kind) => errors[kind]?.length ?? 0));
  return {
    columns: ['step', ...kinds.map((kind) => forecasterName(kind, naming))],
    rows: Array.from({ length }, (_, index) => [
      index + 1,
      ...kinds.map((kind) => errors[kind]?.[index] ?? null),
    ]),
  };
}
