'use client';

import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StampRange } from '#app/_components/charts/chart-axes.ts';
import type { Observed } from '#app/_lib/origin-rows.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ForecastPart } from './forecast-part.ts';

const mostPoints = 1000;

/**
 * The history that stands before the forecast, `steps` observations long or whole: what came with the forecast
 * where that is enough, else fetched for the part in view and thinned by the server.
 */
export function useForecastHistory(
  { view, series }: ForecastPart,
  steps: number | null,
  zoom: StampRange | null,
): Observed | undefined {
  const trpc = useTRPC();
  const near = view.history;
  const isNear = zoom === null && steps !== null && steps <= near.stamps.length;
  const to = view.forecast.originStamp;
  const from = zoom?.[0] ?? (steps === null ? undefined : to - steps * distance(near.stamps));
  const fetched = useQuery({
    ...trpc.series.points.queryOptions(
      isNear
        ? skipToken
        : { id: series.id, to, maxPoints: mostPoints, ...(from !== undefined && { from: Math.floor(from) }) },
    ),
    placeholderData: keepPreviousData,
  });
  return useMemo(
    () =>
      isNear
        ? { stamps: near.stamps.slice(-steps - 1), values: near.values.slice(-steps - 1) }
        : fetched.data,
    [isNear, steps, near, fetched.data],
  );
}

function distance(stamps: readonly number[]): number {
  return stamps.length < 2 ? 1 : (stamps.at(-1)! - stamps[0]!) / (stamps.length - 1);
}
