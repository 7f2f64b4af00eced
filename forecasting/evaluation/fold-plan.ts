import { presets } from '../config.ts';

/** How many origins the verdict part has and how far apart they are. */
export interface FoldPlan {
  readonly folds: number;
  readonly stride: number;
  /** True where a step is forecast from more than one origin. */
  readonly overlapping: boolean;
}

/** What was asked for; `null` means "choose". */
export interface FoldRequest {
  readonly horizon: number;
  readonly folds: number | null;
  readonly stride: number | null;
  /** Many series tell more together than more origins of each: half the rows are enough for them. */
  readonly manySeries?: boolean;
}

/** Observations before the first origin that any forecaster needs. */
const leastSeen = 2;
/** The shares of a series that folds may take: the most, and where they overlap by default. */
const mostShare = 1 / 3;
const usualShare = 1 / 4;

/**
 * The fewest observations that one fold takes: two to see, and the horizon.
 *
 * @example
 * leastLength(12); // 14
 */
export function leastLength(horizon: number): number {
  return horizon + leastSeen;
}

/**
 * Lays the origins of the verdict part: `stride` apart, the last fold ending at the last observation.
 *
 * The default is 24 folds a horizon apart, as long as they take no more than a third of the series. Where that
 * is too little, they take a quarter (a third where their number was asked for), origins move closer, down to a
 * quarter (a sixth) of the horizon, and then become fewer. Many series give half of that.
 *
 * @returns undefined where not one fold fits.
 *
 * @example
 * planFolds(144, { horizon: 12, folds: null, stride: null }); // { folds: 9, stride: 3, overlapping: true }
 */
export function planFolds(rows: number, request: FoldRequest): FoldPlan | undefined {
  const { horizon } = request;
  if (rows < leastLength(horizon)) return undefined;
  const length = request.manySeries ? Math.floor(rows / 2) : rows;
  const wanted = request.folds ?? presets.default.folds;
  const asked = request.folds !== null;
  const apart = wanted * horizon <= length * mostShare;
  const room = Math.max(0, Math.floor(length * (asked || apart ? mostShare : usualShare)) - horizon);
  const stride = request.stride ?? chooseStride(room, wanted, { horizon, asked });
  const folds = Math.min(wanted, 1 + Math.floor(room / stride));
  return { folds, stride, overlapping: folds > 1 && stride < horizon };
}

function chooseStride(room: number, wanted: number, request: { horizon: number; asked: boolean }): number {
  const closest = Math.max(1, Math.ceil(request.horizon / (request.asked ? 6 : 4)));
  if (wanted <= 1) return request.horizon;
  return Math.min(request.horizon, Math.max(closest, Math.floor(room / (wanted - 1))));
}
