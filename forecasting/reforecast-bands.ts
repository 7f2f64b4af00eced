import { networksForecaster } from './combined-forecaster.ts';
import { localScale } from './evaluation/local-scale.ts';
import type { ForecastOffsets, History } from './forecaster.ts';
import { type ForecasterKind, isNetwork, type NetworkKind } from './forecaster-kind.ts';
import type { FittedNetwork, NetworkState } from './network-forecaster.ts';
import type { Band, BlendShares, IssuedForecast } from './run-result.ts';
import { joinOffsets, weightedMean } from './running/combine-offsets.ts';
import { clipTo, type ValueBounds } from './value-bounds.ts';

/** A series with newer rows than its run had. */
export interface GrowingSeries {
  readonly history: History;
  /** As far as the run saw it; left out where nothing of that is left. */
  readonly historyThen?: History;
  readonly previous: { readonly forecasts: Readonly<Partial<Record<ForecasterKind, IssuedForecast>>> } | null;
}

/** One end of a band: its level in %, its side and its step, 0-based. */
interface BandEnd {
  readonly level: number;
  readonly side: 'lower' | 'upper';
  readonly step: number;
}

/** How much further away an end of a band is now than at the run's own origin. */
export type BandGrowth = (end: BandEnd) => number;

/** The growth of one forecaster's bands on one series. */
export type BandGrowths = (kind: ForecasterKind, series: number) => BandGrowth;

interface GrowthOptions {
  readonly networks: readonly FittedNetwork[];
  readonly states: readonly NetworkState[];
  readonly horizon: number;
  readonly blend: BlendShares | undefined;
}

/**
 * Measures how much the yardsticks of a run have grown since its own origin: of bands by a forecaster's offsets, those
 * that its networks tell now over those that they tell there; of all others, the local scale.
 *
 * @example
 * measureGrowths(request.subjects, { networks, states, horizon: 12, blend })('gru', 0)({ level: 80, side: 'upper', step: 0 }); // 1.2
 */
export function measureGrowths(subjects: readonly GrowingSeries[], options: GrowthOptions): BandGrowths {
  const movements = subjects.map((subject) => movementSince(subject, options.horizon));
  const learned = subjects.some(({ previous }) =>
    Object.values(previous?.forecasts ?? {}).some(({ yardstick }) => yardstick === 'offsets'),
  );
  const now = learned
    ? askOffsets(
        subjects.map(({ history }) => history),
        options,
      )
    : undefined;
  const then = learned
    ? askOffsets(
        subjects.map(({ historyThen }) => historyThen),
        options,
      )
    : undefined;
  return (kind, series) => {
    const usual = () => movements[series]!;
    if (subjects[series]!.previous?.forecasts[kind]?.yardstick !== 'offsets') return usual;
    const [after, before] = [now?.(kind, series), then?.(kind, series)];
    return after && before ? offsetGrowth(after, before, options.horizon) : usual;
  };
}

/** How much more the series moves now than at the run's origin. */
function movementSince({ history, historyThen }: GrowingSeries, horizon: number): number {
  return historyThen === undefined ? 1 : localScale(history, horizon) / localScale(historyThen, horizon);
}

function offsetGrowth(now: ForecastOffsets, then: ForecastOffsets, horizon: number): BandGrowth {
  return ({ level, side, step }) => {
    const place = then.levels.indexOf(level);
    const at = place * horizon + step;
    const name = side === 'lower' ? 'below' : 'above';
    return place < 0 ? Number.NaN : now[name][at]! / then[name][at]!;
  };
}

type OffsetsOf = (kind: ForecasterKind, series: number) => ForecastOffsets | undefined;

/** What the networks of a run expect, and its blend. */
function askOffsets(
  histories: readonly (History | undefined)[],
  { networks, states, horizon, blend }: GrowthOptions,
): OffsetsOf {
  const known = histories.filter((history) => history !== undefined);
  const ofKind = new Map<NetworkKind, Map<History, ForecastOffsets | undefined>>();
  for (const kind of new Set(states.map((state) => state.kind))) {
    const said = networksForecaster(kind, networks, states).forecastWithOffsets?.(known, horizon) ?? [];
    ofKind.set(kind, new Map(said.map(({ offsets }, i) => [known[i]!, offsets])));
  }
  const offsetsOf: OffsetsOf = (kind, series) => {
    const history = histories[series];
    if (history === undefined) return undefined;
    if (isNetwork(kind)) return ofKind.get(kind)?.get(history);
    const parts = Object.entries(kind === 'blend' ? (blend ?? {}) : {}).flatMap(([part, share]) => {
      const offsets = part === 'blend' ? undefined : offsetsOf(part as ForecasterKind, series);
      return offsets === undefined ? [] : [{ offsets, share }];
    });
    if (parts.length === 0) return undefined;
    return joinOffsets(
      parts.map(({ offsets }) => offsets),
      weightedMean(parts.map(({ share }) => share)),
    );
  };
  return offsetsOf;
}

/**
 * Puts the bands of an earlier forecast around a newer one, each end as much further away as its yardstick has grown; a
 * band contains those of lower levels.
 *
 * @example
 * grownBands(Float64Array.of(10), { values: [5], bands: { 80: { lower: [4], upper: [6] } } }, { growth: () => 2, bounds: { floor: null, cap: null } }); // { 80: { lower: [8], upper: [12] } }
 */
export function grownBands(
  values: Float64Array,
  previous: IssuedForecast | undefined,
  { growth, bounds }: { readonly growth: BandGrowth; readonly bounds: ValueBounds },
): Readonly<Record<string, Band>> {
  const grown: Record<string, Band> = {};
  let inner: Band | undefined;
  for (const [level, band] of Object.entries(previous?.bands ?? {})) {
    const reach = (side: 'lower' | 'upper') =>
      Array.from(values, (value, step) => {
        const width = widthBefore(band, previous!.values[step], { side, step, bounds });
        const factor = growth({ level: Number(level), side, step });
        const end = width === null ? Number.NaN : value + width * factor;
        if (!Number.isFinite(end)) return null;
        const within = inner?.[side][step] ?? end;
        return clipTo(bounds, side === 'lower' ? Math.min(end, within) : Math.max(end, within));
      });
    inner = { lower: reach('lower'), upper: reach('upper') };
    grown[level] = inner;
  }
  return grown;
}

/** How far an end lay from the middle, signed; where a bound had cut it off, as far as the other end. */
function widthBefore(
  band: Band,
  middle: number | undefined,
  { side, step, bounds }: { side: 'lower' | 'upper'; step: number; bounds: ValueBounds },
): number | null {
  const end = band[side][step] ?? null;
  if (end === null || middle === undefined) return null;
  const isCut = side === 'lower' ? end === bounds.floor : end === bounds.cap;
  const other = band[side === 'lower' ? 'upper' : 'lower'][step] ?? null;
  return isCut && other !== null && Math.abs(other - middle) > Math.abs(end - middle)
    ? middle - other
    : end - middle;
}
