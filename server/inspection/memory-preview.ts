import { memoryNeed } from '#forecasting/evaluation/memory-need.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import { preflight } from '#forecasting/preflight.ts';
import { covariateShapeOf } from '#forecasting/recurrent/covariate-inputs.ts';
import type { GradientByLag } from '#forecasting/recurrent/memory/gradient-by-lag.ts';
import { gradientOfNetwork } from '#forecasting/recurrent/memory/network-gradient.ts';
import { drawNetwork } from '#forecasting/recurrent/memory/untrained-network.ts';
import { spreadWindows } from '#forecasting/recurrent/memory/watched-windows.ts';
import { type NetworkShape, shapeNetwork } from '#forecasting/recurrent/network-shape.ts';
import { Refusal } from '../refusal.ts';
import { type InspectionTools, readHistory, readSeries } from './inspected-series.ts';
import type { MemoryPreview, PreviewRequest } from './inspection.ts';
import { measured } from './memory-view.ts';

const mostWindows = 16;
/** Networks that are drawn: one alone may be lucky. */
const draws = 3;

/** What a memory would do: the gradient by lag of networks of the configuration's size before any training. */
export function previewMemory({ db, kernels }: InspectionTools, asked: PreviewRequest): MemoryPreview {
  const { config } = asked;
  const series = readSeries(db, asked.seriesId, config.seasonLength);
  const { name, values } = series;
  const outline = { name, length: values.length, seasonLength: series.seasonLength };
  const { lookback, seasonLength, reason } = preflight(config, [outline]);
  if (lookback < 1) {
    throw new Refusal(
      'bad-request',
      'too-short',
      `Cannot look ahead: ${reason ?? 'the series is too short'}`,
    );
  }
  const history = readHistory(db, asked.seriesId, { series, config });
  const covariates = covariateShapeOf(history.covariates);
  const { units, horizon } = config;
  const shapeOf = (kind: NetworkShape['kind']) =>
    shapeNetwork({ kind, units, lookback, horizon, seasonLength, covariates });
  const { segment, steps } = shapeOf('rnn');
  return {
    need: memoryNeed(values, seasonLength),
    ...{ lookback, segment, steps },
    networks: networkKinds.map((kind) => {
      const shape = shapeOf(kind);
      const windows = spreadWindows(history, shape, mostWindows);
      const follow = (memory?: number) =>
        measured(
          joinDraws(
            Array.from({ length: draws }, (_, seed) =>
              gradientOfNetwork(kernels, drawNetwork(shape, { seed, memory }), windows),
            ),
          ),
          segment,
        );
      const { memory } = config;
      return { kind, usual: follow(), set: memory === null || kind === 'rnn' ? null : follow(memory) };
    }),
  };
}

/** Geometric means, lag by lag. */
function joinDraws(all: readonly GradientByLag[]): GradientByLag {
  const join = (curves: readonly (readonly number[])[]) =>
    curves[0]!.map((_, lag) =>
      Math.exp(
        curves.reduce((sum, curve) => sum + Math.log(Math.max(1e-12, curve[lag]!)), 0) / curves.length,
      ),
    );
  const cells = all.flatMap(({ cell }) => (cell ? [cell] : []));
  return {
    hidden: join(all.map(({ hidden }) => hidden)),
    cell: cells.length > 0 ? join(cells) : null,
  };
}
