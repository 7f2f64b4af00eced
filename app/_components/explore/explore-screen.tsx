'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { GapMap } from '#app/_components/gap-map.tsx';
import { NoSeries } from '#app/_components/no-series.tsx';
import { Note } from '#app/_components/note.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { expectationWords } from '#app/_lib/expectation-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesDescription, SeriesRow } from '#server/api-types.ts';
import { AutocorrelationCard } from './autocorrelation-card.tsx';
import { ExploreHead } from './explore-head.tsx';
import styles from './explore-screen.module.css';
import { GapsCard } from './gaps-card.tsx';
import { OccupancyCard } from './occupancy-card.tsx';
import { SeriesFacts } from './series-facts.tsx';
import { SeriesRuns } from './series-runs.tsx';
import { VintagesCard } from './vintages-card.tsx';
import { ZoomableSeries } from './zoomable-series.tsx';

/** One series in full: its line, what is known about it, and its runs. */
export function ExploreScreen({ id }: { readonly id: number }) {
  const trpc = useTRPC();
  const series = useQuery(trpc.series.get.queryOptions({ id }));
  usePageFrame({
    crumbs: [{ label: 'Data', href: '/data' }, { label: series.data?.name ?? 'Series' }],
    code: codeOf(id),
  });
  if (series.isError) return <NoSeries error={series.error} onRetry={() => series.refetch()} />;
  return (
    <>
      <ExploreHead id={id} row={series.data} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {series.data ? <ZoomableSeries row={series.data} /> : <Skeleton height={446} radius="lg" />}
          {series.data && <Description row={series.data} />}
        </div>
        <aside className={styles.aside}>
          {series.data ? <Aside row={series.data} /> : <Skeleton height={446} radius="lg" />}
        </aside>
      </div>
    </>
  );
}

function useDescription(id: number) {
  const trpc = useTRPC();
  return useQuery(trpc.series.describe.queryOptions({ id }, { staleTime: 60_000 }));
}

function Description({ row }: { readonly row: SeriesRow }) {
  const description = useDescription(row.id);
  if (description.isError) {
    return (
      <ErrorNote
        title="The series could not be described."
        error={description.error}
        onRetry={() => description.refetch()}
      />
    );
  }
  if (!description.data) return <Skeleton height={220} radius="lg" />;
  // The weekday of a month's or a quarter's stamp tells nothing.
  const comesDaily = description.data.occupancy !== null && description.data.dayMap !== null;
  return (
    <>
      {description.data.dayMap && (
        <GapMap map={description.data.dayMap} isMarket={row.frequency === 'business-daily'} />
      )}
      <div className={styles.pair}>
        <AutocorrelationCard row={row} description={description.data} />
        {comesDaily ? (
          <OccupancyCard row={row} occupancy={description.data.occupancy ?? []} />
        ) : (
          <GapsCard row={row} description={description.data} />
        )}
        {comesDaily && description.data.gaps.length > 0 && (
          <GapsCard row={row} description={description.data} />
        )}
      </div>
    </>
  );
}

function Aside({ row }: { readonly row: SeriesRow }) {
  const description = useDescription(row.id);
  return (
    <>
      <SeriesFacts row={row} description={description.data} />
      <Forecastability description={description.data} />
      <SeriesRuns seriesId={row.id} />
      <VintagesCard row={row} />
    </>
  );
}

function Forecastability({ description }: { readonly description: SeriesDescription | undefined }) {
  if (!description) return <Skeleton height={92} radius="lg" />;
  return (
    <Card title="What to expect">
      <Note>{expectationWords(description)}</Note>
    </Card>
  );
}

function codeOf(id: number): string {
  return `const series = await hindcast.series.get.query({ id: ${id} });
const { stamps, values } = await hindcast.series.points.query({ id: ${id}, maxPoints: 1500 });
const facts = await hindcast.series.describe.query({ id: ${id} });
console.log(series.name, stamps.length, values.length, facts.seasonStrength);`;
}
