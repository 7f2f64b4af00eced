import type { Reading, ReadSeries } from '#forecasting/reading/reading.ts';
import { mapDays } from '#forecasting/series/day-map.ts';
import type { PreviewSeries, ReadingPreview } from './api-types.ts';

const sparklineLength = 60;
/** A wide file may hold thousands of series; the preview shows the first. */
const mostSeries = 500;

/** A reading without its values: what a person looks at before anything is kept. */
export function previewOf(reading: Reading, upload: { id: number; fileName: string }): ReadingPreview {
  const { series, ...facts } = reading;
  return {
    ...facts,
    uploadId: upload.id,
    fileName: upload.fileName,
    sampled: reading.isSample ?? false,
    seriesCount: series.length,
    series: series.slice(0, mostSeries).map(previewSeries),
    dayMap: dayMapOf(reading),
  };
}

/** Of a sample nothing can be said about its gaps. */
function dayMapOf({ series, isSample }: Reading) {
  const axis = isSample ? undefined : series[0]?.axis;
  return (axis && mapDays(axis)) ?? null;
}

function previewSeries({ name, id, target, axis, values, missing }: ReadSeries): PreviewSeries {
  const present = values.filter((value) => !Number.isNaN(value));
  return {
    name,
    id: id ?? null,
    target,
    axisKind: axis.kind,
    zone: axis.zone ?? null,
    rows: values.length,
    missing,
    firstStamp: axis.stamps[0] ?? null,
    lastStamp: axis.stamps.at(-1) ?? null,
    first: present[0] ?? null,
    last: present.at(-1) ?? null,
    sparkline: sparklineOf(present),
  };
}

/** The latest values, or every n-th of them where the series is longer. */
export function sparklineOf(present: Float64Array): number[] {
  const step = Math.max(1, Math.floor(present.length / sparklineLength));
  const from = Math.max(0, present.length - step * sparklineLength);
  return [...present.subarray(from)].filter((_, index) => index % step === step - 1);
}
