import { createForecaster } from '../create-forecaster.ts';
import { historyAt, trainingHistories } from '../evaluation/panel.ts';
import { naiveKinds } from '../forecaster-kind.ts';
import { validationOrigins } from '../validation-origins.ts';
import { validationErrorOf } from './baseline-stage.ts';
import type { RunContext } from './run-context.ts';

/**
 * What the best naive on the validation rows says of the window that networks show while they learn: the first
 * validation origin of the first series.
 *
 * @example
 * (await sampleNaive(context)).length; // the horizon
 */
export async function sampleNaive(context: RunContext): Promise<readonly number[]> {
  const [series] = context.panel;
  const origin = series && validationOrigins(series.split.trainingLength, context.config.horizon)[0];
  if (series === undefined || origin === undefined) return [];
  const fitted = await Promise.all(
    naiveKinds.map((kind) => createForecaster(kind).fit(trainingHistories(context.panel))),
  );
  const errors = fitted.map((one) => validationErrorOf(one, context) ?? Number.POSITIVE_INFINITY);
  const best = fitted[errors.indexOf(Math.min(...errors))]!;
  return [...best.forecast([historyAt(series, origin)], context.config.horizon)[0]!];
}
