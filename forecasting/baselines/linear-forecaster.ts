import { ForecastingError } from '../errors.ts';
import type { FittedForecaster, Forecaster, History, SeenCovariates } from '../forecaster.ts';
import { countCovariateInputs, writeCovariates } from './covariate-inputs.ts';
import { lastObservedIndex } from './last-observed.ts';
import type { LinearDesign } from './linear-design.ts';
import {
  carryForward,
  countWindows,
  gatherRows,
  type LinearPanel,
  leastWindows,
  lookbackChoices,
  measureSeries,
  prepareLinearPanel,
  type WindowPlan,
} from './linear-windows.ts';
import {
  addRows,
  applyMap,
  createNormalEquations,
  type LinearMap,
  type NormalEquations,
  solveRidge,
  type WeightedRows,
} from './normal-equations.ts';

/** Penalties that are tried, as shares of the inputs' mean variance. */
export const penaltyStrengths = [1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10];
/** Where there is no tail to choose by. */
const usualStrength = 1e-1;
const singular =
  'Cannot fit a linear map: its equations have no solution in numbers of this precision; other forecasters remain';

/** What a linear forecaster needs besides its design. */
export interface LinearOptions {
  readonly horizon: number;
  /** Lets other work through between batches of windows. */
  readonly pause: () => Promise<void>;
}

/** A lookback, the penalty that suits it, and how they did on the training tail. */
interface Choice {
  readonly lookback: number;
  readonly strength: number;
  readonly error: number;
}

/**
 * Makes a forecaster that maps the last values linearly to all steps of the horizon at once: one map over all series of
 * a panel. Lookback and penalty are those with the smallest absolute error on the last fifth of the windows; then every
 * window counts. Missing inputs are carried forward; a window whose targets are not all there is left out.
 *
 * @returns A forecaster whose `fit` throws ForecastingError 'too-short' where fewer than eight windows are there.
 *
 * @example
 * (await createLinear(ridge, { horizon: 12, pause }).fit(panel)).forecast(panel, 12)[0].length; // 12
 */
export function createLinear(design: LinearDesign, options: LinearOptions): Forecaster {
  return {
    kind: design.kind,
    fit: async (histories) => {
      const panel = prepareLinearPanel(histories);
      return fitWith(await choose(panel, design, options), panel, { ...options, design });
    },
  };
}

async function fitWith(
  choice: Choice,
  panel: LinearPanel,
  options: LinearOptions & { readonly design: LinearDesign },
): Promise<FittedForecaster> {
  const { design, horizon } = options;
  const { lookback, strength } = choice;
  const beside = besideOf(panel, design, horizon);
  const plan = { lookback, horizon, beside, part: 'all' } as const;
  const equations = await sumUp(panel, design, { ...options, plan });
  const map = solveRidge(equations, strength, design.penalty?.(lookback));
  if (map === undefined) throw new ForecastingError('diverged', singular);
  return {
    forecast: answerWith(map, panel, { design, lookback, horizon, beside }),
    refit: (longer) => fitWith(choice, prepareLinearPanel(longer), options),
    parameters: map.coefficients.length + map.intercept.length,
    dispose: () => undefined,
  };
}

async function choose(panel: LinearPanel, design: LinearDesign, options: LinearOptions): Promise<Choice> {
  const { horizon } = options;
  let best: Choice | undefined;
  for (const lookback of lookbackChoices(panel.histories, horizon)) {
    if (countWindows(panel, { lookback, horizon, beside: 0, part: 'all' }) < leastWindows) continue;
    const choice = await choosePenalty(panel, design, { ...options, lookback });
    if (choice && choice.error < (best?.error ?? Number.POSITIVE_INFINITY)) best = choice;
  }
  if (best === undefined) throw tooFew(horizon);
  return best;
}

function tooFew(horizon: number): ForecastingError {
  return new ForecastingError(
    'too-short',
    `Cannot fit a linear map: ${leastWindows} windows with ${horizon} values after them are needed, there are fewer`,
  );
}

async function choosePenalty(
  panel: LinearPanel,
  design: LinearDesign,
  { lookback, horizon, pause }: LinearOptions & { readonly lookback: number },
): Promise<Choice | undefined> {
  const beside = besideOf(panel, design, horizon);
  const plan = { lookback, horizon, beside, part: 'head' } as const;
  const equations = await sumUp(panel, design, { horizon, pause, plan });
  const tail = [...gatherRows(panel, design, { ...plan, part: 'tail' })];
  if (tail.length === 0 || equations.weight === 0) {
    return { lookback, strength: usualStrength, error: Number.MAX_VALUE };
  }
  const penalty = design.penalty?.(lookback);
  let best: Choice | undefined;
  for (const strength of penaltyStrengths) {
    const map = solveRidge(equations, strength, penalty);
    const error = map === undefined ? Number.NaN : meanError(map, tail);
    if (error < (best?.error ?? Number.POSITIVE_INFINITY)) best = { lookback, strength, error };
    await pause();
  }
  return best;
}

async function sumUp(
  panel: LinearPanel,
  design: LinearDesign,
  { plan, pause }: LinearOptions & { readonly plan: WindowPlan },
): Promise<NormalEquations> {
  const equations = createNormalEquations(plan.lookback + plan.beside, plan.horizon);
  for (const rows of gatherRows(panel, design, plan)) {
    addRows(equations, rows);
    await pause();
  }
  return equations;
}

/** In standard deviations of the series. */
function meanError(map: LinearMap, tail: readonly WeightedRows[]): number {
  const horizon = map.intercept.length;
  let [sum, count] = [0, 0];
  for (const { x, y, weights } of tail) {
    const inputs = x.length / weights.length;
    weights.forEach((weight, row) => {
      const said = applyMap(map, x.subarray(row * inputs, (row + 1) * inputs));
      for (let k = 0; k < horizon; k++) sum += Math.sqrt(weight) * Math.abs(said[k]! - y[row * horizon + k]!);
      count += horizon;
    });
  }
  return sum / count;
}

function answerWith(
  map: LinearMap,
  { measures }: LinearPanel,
  { design, lookback, horizon, beside }: Omit<WindowPlan, 'part'> & { readonly design: LinearDesign },
): FittedForecaster['forecast'] {
  const answer = (history: History): Float64Array => {
    const { values, series } = history;
    lastObservedIndex(values);
    const filled = history.filled ?? carryForward(values);
    const window = lastWindow(filled, lookback);
    const known = series === undefined ? undefined : measures[series];
    const { centre, scale } = design.frame(window, known ?? measureSeries(filled));
    const x = new Float64Array(lookback + beside);
    if (scale > 0) x.set(window.map((value) => (value - centre) / scale));
    if (beside > 0) {
      const { covariates } = requireCovariates(history);
      writeCovariates(x.subarray(lookback), covariates, { origin: values.length - 1, horizon });
    }
    return applyMap(map, x).map((value) => centre + scale * value);
  };
  return (histories, steps) => {
    if (steps > horizon) {
      throw new ForecastingError(
        'model-mismatch',
        `Cannot forecast ${steps} steps: the linear map was fitted for ${horizon}`,
      );
    }
    return histories.map((history) => answer(history).slice(0, steps));
  };
}

/** Inputs that covariates add, the same for every series. */
function besideOf({ histories }: LinearPanel, design: LinearDesign, horizon: number): number {
  return design.readsCovariates ? countCovariateInputs(histories[0]?.covariates, horizon) : 0;
}

function requireCovariates(history: History): { covariates: SeenCovariates } {
  const { covariates } = history;
  if (covariates !== undefined) return { covariates };
  throw new ForecastingError(
    'model-mismatch',
    'Cannot forecast: the linear map reads covariates, the history has none',
  );
}

/** A history that is shorter begins with its first value. */
function lastWindow(filled: Float64Array, lookback: number): Float64Array {
  const window = new Float64Array(lookback).fill(filled[0]!);
  const given = filled.subarray(Math.max(0, filled.length - lookback));
  window.set(given, lookback - given.length);
  return window;
}
