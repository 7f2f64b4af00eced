import { createForecaster } from '../create-forecaster.ts';
import { ForecastingError } from '../errors.ts';
import {
  actualAfter,
  backtest,
  forecastFromEnd,
  isFiniteForecast,
  type OriginForecasts,
} from '../evaluation/backtest.ts';
import { addLeakReadings, checkLeak, type LeakReading } from '../evaluation/leak-check.ts';
import { historyAt, trainingHistories, wholeHistories } from '../evaluation/panel.ts';
import { joinStages, refitStages, stageHistories } from '../evaluation/refit-stages.ts';
import type { FittedForecaster, History } from '../forecaster.ts';
import { type BaselineKind, isNaive, type NaiveKind } from '../forecaster-kind.ts';
import { validationOrigins } from '../validation-origins.ts';
import type { FailedForecaster, ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';
import { breathe } from './run-surroundings.ts';

/**
 * Runs one baseline through a run: its error on the networks' validation rows (told at once, so that it stands
 * in their charts), its backtest, its leak check and its forecast. One that is fitted over all series is fitted on the
 * training part, and estimated anew along the selection and the verdict part and for the forecast.
 *
 * @returns Why it has nothing to say where it cannot be fitted, or says what is no number.
 *
 * @example
 * (await runBaseline('drift', context)).issued[0].length; // the horizon
 */
export async function runBaseline(
  kind: BaselineKind,
  context: RunContext,
): Promise<ForecasterRecord | FailedForecaster> {
  const startedAt = context.surroundings.now();
  try {
    return await forecastAll(kind, context);
  } catch (error) {
    if (isNaive(kind) || !(error instanceof ForecastingError) || error.code === 'stopped') throw error;
    const fitSeconds = (context.surroundings.now() - startedAt) / 1000;
    return { kind, failure: `${error.message.replace(/\.$/, '')}.`, fitSeconds };
  }
}

async function forecastAll(kind: BaselineKind, context: RunContext): Promise<ForecasterRecord> {
  const { panel, surroundings, config } = context;
  const { horizon } = config;
  const pause = () => breathe(surroundings);
  const clock = createStopwatch(surroundings.now);
  const fitted = await clock.fitting(() =>
    createForecaster(kind, { horizon, pause }).fit(trainingHistories(panel)),
  );
  if (isNaive(kind)) tellValidationError(kind, fitted, context);
  const again = async (histories: readonly History[]) =>
    fitted.refit === undefined ? fitted : clock.fitting(() => fitted.refit!(histories));
  const { refits } = context.plan;
  const chosen: OriginForecasts[] = [];
  for (const stage of refitStages(panel, 'selection', refits.selection)) {
    const refitted = refits.selection === 0 ? fitted : await again(stageHistories(stage, 'selection'));
    chosen.push(
      await clock.predicting(() => backtest(refitted, stage, { part: 'selection', horizon, pause })),
    );
  }
  const judged: { said: OriginForecasts; leak: LeakReading }[] = [];
  for (const stage of refitStages(panel, 'verdict', refits.verdict)) {
    const refitted = await again(stageHistories(stage, 'verdict'));
    const said = await clock.predicting(() => backtest(refitted, stage, { part: 'verdict', horizon, pause }));
    const leak = await checkLeak(refitted, stage, { values: said }, { horizon, seed: config.seed, pause });
    judged.push({ said, leak });
  }
  const selection = joinStages(chosen);
  const verdict = joinStages(judged.map(({ said }) => said));
  const last = await again(wholeHistories(panel));
  const issued = await clock.predicting(() => forecastFromEnd(last, panel, { horizon, pause }));
  if (![selection, verdict, [issued]].every(isFiniteForecast)) {
    throw new ForecastingError('diverged', `Cannot use ${kind}: one of its forecasts is not a number`);
  }
  const { parameters = 0 } = last;
  const leak = addLeakReadings(judged.map((stage) => stage.leak));
  return { kind, selection, verdict, issued, members: [], leak, ...clock.seconds(), parameters };
}

/** Adds up what fitting and forecasting take. */
function createStopwatch(now: () => number) {
  let [fitMs, predictMs] = [0, 0];
  const timed = async <T>(work: () => Promise<T>, add: (ms: number) => void): Promise<T> => {
    const startedAt = now();
    const done = await work();
    add(now() - startedAt);
    return done;
  };
  return {
    fitting: <T>(work: () => Promise<T>) => timed(work, (ms) => (fitMs += ms)),
    predicting: <T>(work: () => Promise<T>) => timed(work, (ms) => (predictMs += ms)),
    seconds: () => ({ fitSeconds: fitMs / 1000, predictSeconds: predictMs / 1000 }),
  };
}

function tellValidationError(kind: NaiveKind, fitted: FittedForecaster, context: RunContext): void {
  const { surroundings } = context;
  const startedAt = surroundings.now();
  const validationError = validationErrorOf(fitted, context);
  const fitSeconds = (surroundings.now() - startedAt) / 1000;
  if (validationError !== null) {
    surroundings.report({ kind: 'baseline', forecaster: kind, validationError, fitSeconds });
  }
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
