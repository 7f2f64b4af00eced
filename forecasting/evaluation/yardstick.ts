import type { ForecastOffsets } from '../forecaster.ts';

/**
 * What bands are measured by: how much the series moved just before an origin, or how far off the forecaster itself
 * expects to be there.
 */
export const yardsticks = ['local-scale', 'offsets'] as const;
export type YardstickKind = (typeof yardsticks)[number];

/**
 * What each yardstick means to a reader: the text behind a help.
 *
 * @example
 * yardstickInfo.offsets.label; // 'as far off as the networks expect to be'
 */
export const yardstickInfo: Readonly<
  Record<YardstickKind, { readonly label: string; readonly definition: string }>
> = {
  'local-scale': {
    label: 'by how much the series moves',
    definition:
      'The band is as wide as the series moved just before the forecast (its mean change from season to season), times what it took on earlier forecasts to keep the promise. In the data’s unit.',
  },
  offsets: {
    label: 'as far off as the networks expect to be',
    definition:
      'Beside the forecast, the networks have learned how far off they are: for every step, above and below, from what they see of the past. The band is that, times what it took on earlier forecasts to keep the promise. It is used because such bands were clearly better on origins apart from the test. In the data’s unit.',
  },
};

/**
 * What errors from one origin are divided by before they are pooled, in the data's units: one size for all of them, or
 * offsets by level, step and side.
 */
export type Yardstick = number | ForecastOffsets;

/** One size a step, on either side of a forecast. */
export interface StepSizes {
  readonly below: ArrayLike<number>;
  readonly above: ArrayLike<number>;
}

/**
 * What a yardstick says of one level.
 *
 * @param level Its place among the levels.
 *
 * @example
 * sizesOf({ levels: [80, 95], below: [1, 2], above: [3, 4] }, { level: 1, horizon: 1 }); // { below: [2], above: [4] }
 */
export function sizesOf(
  yardstick: Yardstick,
  { level, horizon }: { readonly level: number; readonly horizon: number },
): StepSizes {
  if (typeof yardstick === 'number') {
    const alike = new Float64Array(horizon).fill(yardstick);
    return { below: alike, above: alike };
  }
  const cut = (values: Float32Array) => values.slice(level * horizon, (level + 1) * horizon);
  return { below: cut(yardstick.below), above: cut(yardstick.above) };
}
