// Windows cut out of their series straight into the rows of a block: normalised, with context, copies and targets. The
// definitions are those of the host's `window-batch.ts`, `scaler.ts` and `naive-copies.ts`, which forecasts use; tests hold
// the two together. Arithmetic is float64 up to the last division.
import { Network, Shard } from "./network";
import { stepBytes } from "./layer";
import { lanes, rowBytes } from "./vector";

/** A series that windows are cut from. */
@unmanaged
export class Series {
  spread: f64;
  /** What an error is divided by. */
  errorScale: f64;
  /** float64, without holes. */
  filled: usize;
  /** A byte an observation, 0 where it was filled in; no address where all were observed. */
  observed: usize;
  /** From here on nothing is a target. */
  targetEnd: i32;
  seasonLength: i32;
}

/** A window: where it ends, and the mean of its series up to there. */
@unmanaged
export class Place {
  runningMean: f64;
  series: i32;
  origin: i32;
}

/** A copy: its kind, and how many observations ago it begins (lag alone). */
@unmanaged
export class Copy {
  kind: i32;
  lag: i32;
}

/** Where the windows of a batch come from. */
@unmanaged
export class Source {
  lookback: i32;
  /** `Series`, one after the other. */
  series: usize;
  /** One `Copy` after the other. */
  copies: usize;
  /** One `Place` a window of the batch. */
  places: usize;
}

namespace CopyKind {
  // @ts-ignore: decorator
  @inline
  export const last: i32 = 0;
  // @ts-ignore: decorator
  @inline
  export const mean: i32 = 1;
  // @ts-ignore: decorator
  @inline
  export const runningMean: i32 = 2;
  // @ts-ignore: decorator
  @inline
  export const drift: i32 = 3;
  // @ts-ignore: decorator
  @inline
  export const lag: i32 = 4;
  // @ts-ignore: decorator
  @inline
  export const seasonShift: i32 = 5;
  // @ts-ignore: decorator
  @inline
  export const seasonMean: i32 = 6;
  // @ts-ignore: decorator
  @inline
  export const seasonLevel: i32 = 7;
  // @ts-ignore: decorator
  @inline
  export const seasonDrift: i32 = 8;
  // @ts-ignore: decorator
  @inline
  export const seasonGrowth: i32 = 9;
}

/** A window flatter than this share of its series' spread is scaled by the share instead of by itself. */
const flattest: f64 = 0.05;
const widestContext: f64 = 5;

/** Lays a block of windows out as rows; lanes without a window are zero. */
export function gatherBlock(network: Network, shard: Shard, first: i32, windows: i32): void {
  const source = changetype<Source>(network.source);
  const outputs = <usize>network.outputs * rowBytes;
  if (windows < lanes) {
    memory.fill(shard.inputRows, 0, <usize>network.steps * stepBytes(network.features));
    memory.fill(shard.contextRows, 0, <usize>network.contextSize * rowBytes);
    memory.fill(shard.copyRows, 0, outputs * network.copies);
  }
  memory.fill(shard.targetRows, 0, outputs);
  memory.fill(shard.weightRows, 0, outputs);
  for (let window = 0; window < windows; window++) {
    const place = changetype<Place>(source.places + <usize>(first + window) * offsetof<Place>());
    gatherWindow(network, shard, source, place, <usize>window << 2);
  }
}

function gatherWindow(
  network: Network, shard: Shard, source: Source, place: Place, lane: usize,
): void {
  const series = changetype<Series>(source.series + <usize>place.series * offsetof<Series>());
  const filled = series.filled, origin = place.origin;
  const from = max(0, origin - source.lookback + 1);
  const centre = meanOver(filled, from, origin);
  const scale = scaleOf(series, from, origin, centre);
  writeInputs(network, filled, origin, centre, scale, shard.inputRows + lane);
  if (network.contextSize) writeContext(series, place, centre, scale, shard.contextRows + lane);
  const rowStep = <usize>network.copies * rowBytes;
  for (let index = 0; index < network.copies; index++) {
    const copy = changetype<Copy>(source.copies + <usize>index * offsetof<Copy>());
    const values = shard.copyValues;
    writeCopy(copy, series, place, from, source.lookback, network.outputs, centre, values);
    let row = shard.copyRows + <usize>index * rowBytes + lane;
    for (let step = 0; step < network.outputs; step++) {
      store<f32>(row, <f32>((valueAt(values, step) - centre) / scale));
      row += rowStep;
    }
  }
  shard.targets += writeTargets(network, shard, series, origin, centre, scale, lane);
}

// @ts-ignore: decorator
@inline
function valueAt(values: usize, index: i32): f64 {
  return load<f64>(values + (<usize>index << 3));
}

/** Both ends included; counted from the first value, so that equal values have exactly their own mean. */
function meanOver(values: usize, from: i32, to: i32): f64 {
  from = max(0, from);
  const base = valueAt(values, from);
  let sum: f64 = 0;
  for (let i = from; i <= to; i++) sum += valueAt(values, i) - base;
  return base + sum / <f64>(to - from + 1);
}

/** Mean absolute deviation of a window, kept away from zero. */
function scaleOf(series: Series, from: i32, origin: i32, centre: f64): f64 {
  let deviation: f64 = 0;
  for (let i = from; i <= origin; i++) deviation += abs(valueAt(series.filled, i) - centre);
  const scale = max(deviation / <f64>(origin - from + 1), series.spread * flattest);
  return scale > 0 ? scale : 1;
}

/** The window cut into steps; what lies before the series is its first value. */
function writeInputs(network: Network, filled: usize, origin: i32, centre: f64, scale: f64, into: usize): void {
  const stride = stepBytes(network.features);
  let at = origin - network.steps * network.features + 1;
  for (let step = 0; step < network.steps; step++) {
    let row = into;
    for (let feature = 0; feature < network.features; feature++) {
      store<f32>(row, <f32>((valueAt(filled, max(0, at)) - centre) / scale));
      row += rowBytes;
      at++;
    }
    into += stride;
  }
}

/** Where the window stands in its series: level against all so far, scale against the series, last value in the window. */
function writeContext(series: Series, place: Place, centre: f64, scale: f64, into: usize): void {
  store<f32>(into, <f32>clip((place.runningMean - centre) / scale));
  store<f32>(into, series.spread > 0 ? <f32>clip(NativeMathf.log(<f32>(scale / series.spread))) : 0, 64);
  store<f32>(into, <f32>clip((valueAt(series.filled, place.origin) - centre) / scale), 128);
}

function clip(value: f64): f64 {
  return max(-widestContext, min(widestContext, value));
}

/** @returns How many targets there are. */
function writeTargets(
  network: Network, shard: Shard, series: Series, origin: i32, centre: f64, scale: f64, lane: usize,
): i32 {
  const last = min(series.targetEnd - 1, origin + network.outputs);
  const weight = <f32>(scale / series.errorScale);
  let count = 0;
  for (let at = origin + 1; at <= last; at++) {
    if (series.observed && load<u8>(series.observed + at) == 0) continue;
    const row = <usize>(at - origin - 1) * rowBytes + lane;
    store<f32>(shard.targetRows + row, <f32>((valueAt(series.filled, at) - centre) / scale));
    store<f32>(shard.weightRows + row, weight);
    count++;
  }
  return count;
}

/** Writes the `horizon` values of a copy, in data units. */
function writeCopy(
  copy: Copy, series: Series, place: Place, from: i32, lookback: i32, horizon: i32, centre: f64, into: usize,
): void {
  const filled = series.filled, origin = place.origin, season = series.seasonLength;
  const last = valueAt(filled, origin);
  const seasons = max(1, min(lookback, origin + 1) / max(1, season));
  if (copy.kind == CopyKind.last) {
    writeLine(into, horizon, last, 0);
  } else if (copy.kind == CopyKind.mean) {
    writeLine(into, horizon, centre, 0);
  } else if (copy.kind == CopyKind.runningMean) {
    writeLine(into, horizon, place.runningMean, 0);
  } else if (copy.kind == CopyKind.drift) {
    writeLine(into, horizon, last, origin > from ? (last - valueAt(filled, from)) / <f64>(origin - from) : 0);
  } else if (copy.kind == CopyKind.lag) {
    writeLag(filled, origin, copy.lag, horizon, 0, 0, into);
  } else if (copy.kind == CopyKind.seasonShift) {
    writeLag(filled, origin, season, horizon, last - valueAt(filled, max(0, origin - season)), 0, into);
  } else if (copy.kind == CopyKind.seasonMean) {
    writeSeasonMean(filled, origin, season, seasons, horizon, 0, into);
  } else if (copy.kind == CopyKind.seasonLevel) {
    const level = meanOver(filled, origin - season + 1, origin) - meanOver(filled, origin - seasons * season + 1, origin);
    writeSeasonMean(filled, origin, season, seasons, horizon, level, into);
  } else if (copy.kind == CopyKind.seasonGrowth) {
    writeLag(filled, origin, season, horizon, 0, seasonGrowth(filled, origin, season), into);
  } else {
    const before = origin - season;
    const change = meanOver(filled, before + 1, origin) - meanOver(filled, before - season + 1, max(0, before));
    writeLag(filled, origin, season, horizon, 0, change, into);
  }
}

/** The mean of all differences to the observation a season before; 0 before there is one. */
function seasonGrowth(filled: usize, origin: i32, season: i32): f64 {
  const differences = origin + 1 - season;
  if (differences <= 0) return 0;
  const change = meanOver(filled, origin - season + 1, origin) - meanOver(filled, 0, season - 1);
  return (change * <f64>season) / <f64>differences;
}

/** start + slope · step, counted from 1. */
function writeLine(into: usize, horizon: i32, start: f64, slope: f64): void {
  for (let step = 1; step <= horizon; step++) {
    store<f64>(into, start + slope * <f64>step);
    into += 8;
  }
}

/** The last `lag` observations over and over, plus an amount, plus a change once more with every round. */
function writeLag(filled: usize, origin: i32, lag: i32, horizon: i32, amount: f64, change: f64, into: usize): void {
  for (let step = 0, place = 0; step < horizon; step++) {
    if (place == 0) amount += change;
    store<f64>(into, valueAt(filled, max(0, origin + 1 - lag + place)) + amount);
    into += 8;
    place = place + 1 < lag ? place + 1 : 0;
  }
}

/** The mean of each place in the season over some seasons, plus an amount. */
function writeSeasonMean(
  filled: usize, origin: i32, season: i32, seasons: i32, horizon: i32, amount: f64, into: usize,
): void {
  for (let step = 0; step < horizon; step++) {
    const to = into + (<usize>step << 3);
    if (step >= season) {
      store<f64>(to, load<f64>(to - (<usize>season << 3)));
      continue;
    }
    const at = origin + 1 + step;
    const base = valueAt(filled, max(0, at - season));
    let sum: f64 = 0;
    for (let ago = 2; ago <= seasons; ago++) sum += valueAt(filled, max(0, at - ago * season)) - base;
    store<f64>(to, base + sum / <f64>seasons + amount);
  }
}
