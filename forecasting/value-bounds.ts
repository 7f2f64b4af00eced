/** What no value can be below or above, as a person knows it; null: nothing is known. */
export interface ValueBounds {
  readonly floor: number | null;
  readonly cap: number | null;
}

/**
 * The bounds of a configuration; one stored before there were any has none.
 *
 * @example
 * valueBoundsOf({ floor: 0 }); // { floor: 0, cap: null }
 */
export function valueBoundsOf(config: { readonly [end in keyof ValueBounds]?: number | null }): ValueBounds {
  return { floor: config.floor ?? null, cap: config.cap ?? null };
}

/**
 * Brings a value within bounds; NaN stays NaN.
 *
 * @example
 * clipTo({ floor: 0, cap: null }, -3); // 0
 */
export function clipTo({ floor, cap }: ValueBounds, value: number): number {
  if (floor !== null && value < floor) return floor;
  return cap !== null && value > cap ? cap : value;
}

/**
 * Whether anything is bounded.
 *
 * @example
 * isBounded({ floor: null, cap: null }); // false
 */
export function isBounded({ floor, cap }: ValueBounds): boolean {
  return floor !== null || cap !== null;
}
