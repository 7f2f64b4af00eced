import { formatTick, type StampAxis } from './format-stamp.ts';

/** Labels of an axis' ticks, each as coarse as the distance between ticks allows. */
export function tickLabels(ticks: readonly number[], axis: StampAxis): ReadonlyMap<number, string> {
  const gap = ticks.length > 1 ? ticks[1]! - ticks[0]! : 0;
  return new Map(ticks.map((tick) => [tick, formatTick(tick, axis, gap)]));
}
