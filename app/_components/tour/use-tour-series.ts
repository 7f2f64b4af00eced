'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { fewestObservations, prepareLessonSeries } from '#forecasting/lessons/lesson-series.ts';
import type { SeriesRow } from '#server/api-types.ts';
import type { TourSeries } from './lesson-part.ts';

const mostObservations = 1000;
/** Gaps are filled when it is read; a little less than can be shown leaves room for them. */
const wantedObservations = 900;
const sampleKey = 'seattle-weather';

/** The newest series of the visitor that is long enough, or a sample's. */
export function useTourSeries(): TourSeries | null {
  const trpc = useTRPC();
  const list = useQuery(trpc.series.list.queryOptions({ sort: 'createdAt', limit: 50 }));
  const own = list.data?.items.find(({ rows }) => rows >= fewestObservations) ?? null;
  const settled = list.isSuccess || list.isError;
  const points = useQuery(trpc.series.points.queryOptions(own ? recentPart(own) : skipToken));
  const sample = useQuery(
    trpc.samples.values.queryOptions(
      settled && !own ? { key: sampleKey, most: wantedObservations } : skipToken,
    ),
  );
  return useMemo(() => {
    if (own && points.data) {
      return { ...prepareLessonSeries(points.data.values), name: own.name, unit: own.unit, isSample: false };
    }
    if (own || !sample.data) return null;
    return {
      ...prepareLessonSeries(sample.data.values),
      name: sample.data.name,
      unit: sample.data.unit,
      isSample: true,
    };
  }, [own, points.data, sample.data]);
}

/** From about so many observations before the end on. */
function recentPart({ id, rows, firstStamp, lastStamp }: SeriesRow) {
  const first = firstStamp ?? 0;
  const last = lastStamp ?? 0;
  const share = Math.min(1, wantedObservations / rows);
  return { id, from: Math.ceil(last - (last - first) * share), maxPoints: mostObservations };
}
