import type { StampAxis } from './format-stamp.ts';

/** A stamp for machines: an integer on an index axis, else the wall clock without a zone, `2024-01-02T00:00:00`. */
export function isoStamp(stamp: number, { axisKind }: Pick<StampAxis, 'axisKind'>): string {
  return axisKind === 'index' ? String(stamp) : new Date(stamp).toISOString().slice(0, 19);
}
