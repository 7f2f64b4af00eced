import { createForecaster } from '../create-forecaster.ts';
import { actualAfter, backtest, forecastFromEnd } from '../evaluation/backtest.ts';
import { checkLeak } from '../evaluation/leak-check.ts';
import { historyAt, trainingHistories } from '../evaluation/panel.ts';
import type { FittedForecaster } from '../forecaster.ts';
import { type BaselineKind, isNaive } from '../forecaster-kind.ts';
import { validationOrigins } from '../validation-origins.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';
import { breathe } from './run-surroundings.ts';

/**
 * Runs one baseline through a run: its error on the networks' validation rows (told at once, so that it stands
 * in their charts), its backtest, its leak check and its forecast.
 *
 * @example
 * (await runBaseline('drift', context)).issued[0].length; // the horizon
 */
export async function runBaseline(kind: BaselineKind, context: RunContext): Promise<ForecasterRecord> {
  const { panel, surroundings, config } = context;
  const { horizon } = config;
  const pause = () => breathe(surroundings);
  const startedAt = surroundings.now();
  const fitted = await createForecaster(kind).fit(trainingHistories(panel));
  if (isNaive(kind)) {
    const validationError = validationErrorOf(fitted, context);
    const fitSeconds = (surroundings.now() - startedAt) / 1000;
    if (validationError !== null) {
      surroundings.report({ kind: 'baseline', forecaster: kind, validationError, fitSeconds });
    }
  }
  const fittedAt = surroundings.now();
  const selection = await backtest(fitted, panel, { part: 'selection', horizon, pause });
  const verdict = await backtest(fitted, panel, { part: 'verdict', horizon, pause });
  const issued = await forecastFromEnd(fitted, panel, { horizon, pause });
  const predictedAt = surroundings.now();
  const leak = await checkLeak(fitted, panel, verdict, { horizon, seed: config.seed, pause });
  return {
    kind,
    selection,
    verdict,
    issued,
    members: [],
    leak,
    fitSeconds: (fittedAt - startedAt) / 1000,
    predictSeconds: (predictedAt - fittedAt) / 1000,
    parameters: 0,
  };
}

/**
 * The error on the rows of the networks' validation curves, in their unit; null where there are none.
 *
 * @example
 * validationErrorOf(fitted, context); // 2.27
 */
export function validationErrorOf(fitted: FittedForecaster, context: RunContext): number | null {
  const { horizon } = context.config;
  let sum = 0;
  let count = 0;
  context.panel.forEach((series, index) => {
    const origins = validationOrigins(series.split.trainingLength, horizon);
    const histories = origins.map((origin) => historyAt(series, origin));
    fitted.forecast(histories, horizon).forEach((forecast, i) => {
      actualAfter(series, origins[i]!, horizon).forEach((actual, step) => {
        if (Number.isNaN(actual)) return;
        sum += Math.abs(actual - forecast[step]!) / context.errorScales[index]!;
        count++;
      });
    });
  });
  const error = sum / count;
  return Number.isFinite(error) ? error : null;
}
