import type { EpochSample } from '../network-forecaster.ts';
import type { AnswerWindows } from './learner.ts';
import type { NetworkShape } from './network-shape.ts';
import { inDataUnits } from './scaler.ts';
import { gatherBatch, type TrainingBatch, type TrainingData } from './training-data.ts';
import { inForecastBatches } from './window-batch.ts';

/** The windows that judge a network during its training, gathered once. */
export interface Validation {
  /** Mean absolute error over the targets, in units of the error scales. */
  error(answer: AnswerWindows): { readonly error: number; readonly sample: EpochSample };
}

/** Gathers the validation windows; undefined when there are none. */
export function createValidation(data: TrainingData, shape: NetworkShape): Validation | undefined {
  const { validation } = data;
  if (validation.origins.length === 0) return undefined;
  const picks = Array.from(validation.origins, (_, i) => i);
  const batches = inForecastBatches(picks).map((some) => gatherBatch(data, validation, some, shape));
  const window = sampleWindow(data, shape);
  return {
    error(answer) {
      let sum = 0;
      let count = 0;
      let first: Float64Array | undefined;
      for (const batch of batches) {
        const answers = answer(batch.inputs);
        first ??= answers[0];
        const errors = batchErrors(batch, answers, shape.horizon);
        sum += errors.sum;
        count += errors.count;
      }
      return { error: sum / count, sample: { ...window, forecast: [...(first ?? [])] } };
    },
  };
}

function batchErrors(
  { inputs, targets, errorScales }: TrainingBatch,
  answers: readonly Float64Array[],
  horizon: number,
): { sum: number; count: number } {
  let sum = 0;
  let count = 0;
  answers.forEach((values, row) => {
    for (let step = 0; step < horizon; step++) {
      const at = row * horizon + step;
      if (targets.weights[at] === 0) continue;
      const actual = inDataUnits(inputs.scales[row]!, targets.targets[at]!);
      sum += Math.abs(actual - values[step]!) / errorScales[row]!;
      count++;
    }
  });
  return { sum, count };
}

/** The first validation window in data units, for the picture beside the curve. */
function sampleWindow(data: TrainingData, shape: NetworkShape): Omit<EpochSample, 'forecast'> {
  const origin = data.validation.origins[0]!;
  const series = data.panel[data.validation.series[0]!]!;
  const valueAt = (index: number) =>
    series.logarithmic ? Math.exp(series.filled[index]!) : series.filled[index]!;
  const at = (index: number) => (series.observed?.[index] === 0 ? Number.NaN : valueAt(index));
  const from = Math.max(0, origin - shape.lookback + 1);
  return {
    history: Array.from({ length: origin - from + 1 }, (_, i) => at(from + i)),
    actual: Array.from({ length: shape.horizon }, (_, step) => at(origin + 1 + step)),
  };
}
