'use client';

import { useMemo, useState } from 'react';
import type { StampRange } from '#app/_components/charts/chart-axes.ts';
import { historyRanges } from '#app/_lib/history-ranges.ts';
import { issuedRows, type OriginRow } from '#app/_lib/origin-rows.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import { type ForecastPart, forecastKinds, naiveBeside } from './forecast-part.ts';
import { useForecastHistory } from './use-forecast-history.ts';

/** What the forecast chart shows: how much of the past, which forecasters, which part of it. */
export function useForecastChart(part: ForecastPart) {
  const { series, view } = part;
  const { forecast, actual } = view;
  const ranges = historyRanges(forecast.stamps.length, series.rows, view.frequency);
  const [rangeKey, setRangeKey] = useState(ranges[0]?.key ?? 'all');
  const [zoom, setZoom] = useState<StampRange | null>(null);
  const [shown, setShown] = useState<readonly ForecasterKind[]>([naiveBeside(part), forecast.recommended]);
  const steps = ranges.find(({ key }) => key === rangeKey)?.steps ?? null;
  const history = useForecastHistory(part, steps, zoom);
  const kinds = useMemo(() => forecastKinds(part).filter((kind) => shown.includes(kind)), [part, shown]);
  const rows = useMemo((): OriginRow[] => {
    if (!history) return [];
    return issuedRows({ history, ...forecast, actual, shown: kinds, banded: forecast.recommended });
  }, [history, forecast, actual, kinds]);
  const range: StampRange = zoom ?? [rows[0]?.stamp ?? 0, rows.at(-1)?.stamp ?? 1];
  return {
    ...{ ranges, rangeKey, zoom, setZoom, shown, kinds, rows, range },
    isLoaded: history !== undefined,
    chooseRange(key: string) {
      setZoom(null);
      setRangeKey(key);
    },
    toggle(kind: ForecasterKind) {
      setShown((before) =>
        before.includes(kind) ? before.filter((other) => other !== kind) : [...before, kind],
      );
    },
  };
}
