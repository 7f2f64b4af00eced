import { forecasterMark, type LegendItem, observedMark } from '#app/_components/charts/chart-legend.tsx';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { alignedFormat } from '#app/_lib/format-aligned.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import type { OriginRow } from '#app/_lib/origin-rows.ts';
import { type ForecasterKind, isNaive } from '#forecasting/forecaster-kind.ts';
import { type ForecastPart, forecastKinds, namingOf } from './forecast-part.ts';

interface ForecastLegendParts {
  readonly part: ForecastPart;
  /** The place that is read out. */
  readonly row: OriginRow | undefined;
  readonly shown: readonly ForecasterKind[];
  readonly onToggle: (kind: ForecasterKind) => void;
}

/** Keys and values: the forecaster that is used, its bands, then all others, which can be drawn too. */
export function forecastLegend({ part, row, shown, onToggle }: ForecastLegendParts): LegendItem[] {
  const { view } = part;
  const { recommended } = view.forecast;
  const naming = namingOf(part);
  const keyOf = (kind: ForecasterKind): LegendItem => ({
    key: kind,
    label: forecasterName(kind, naming),
    mark: forecasterMark(kind),
    value:
      shown.includes(kind) && row?.said[kind] !== undefined
        ? formatValue(row.said[kind], view.unit)
        : undefined,
    onPress: () => onToggle(kind),
    pressed: shown.includes(kind),
  });
  const others = forecastKinds(part)
    .filter((kind) => kind !== recommended)
    .sort((a, b) => Number(isNaive(b)) - Number(isNaive(a)));
  const observed: LegendItem = {
    key: 'observed',
    label: 'Observed',
    mark: observedMark,
    value: row && row.observed !== null ? formatValue(row.observed, view.unit) : undefined,
  };
  return [observed, keyOf(recommended), ...bandKeys(part, row), ...others.map(keyOf)];
}

function bandKeys({ view }: ForecastPart, row: OriginRow | undefined): LegendItem[] {
  const { forecasts, recommended } = view.forecast;
  const { color } = forecasterStyles[recommended];
  const ends = Object.values(forecasts[recommended]?.bands ?? {}).flatMap(({ lower, upper }) => [
    ...lower,
    ...upper,
  ]);
  const format = alignedFormat(ends);
  const isFuture = row !== undefined && row.stamp > view.forecast.originStamp;
  return Object.keys(forecasts[recommended]?.bands ?? {}).map((level): LegendItem => {
    const here = row?.bands?.[level];
    return {
      key: `band ${level}`,
      label: `${level} %`,
      mark: { kind: 'band', color, opacity: Number(level) > 90 ? '0.18' : '0.42' },
      value: isFuture ? (here ? `${format(here[0])} … ${format(here[1])}` : 'n/a') : undefined,
    };
  });
}
