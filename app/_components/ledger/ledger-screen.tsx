'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { AlertsCard } from '#app/_components/alerts/alerts-card.tsx';
import { Card } from '#app/_components/card.tsx';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { VintagesCard } from '#app/_components/explore/vintages-card.tsx';
import { NoSeries } from '#app/_components/no-series.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { ledgerCode } from '#app/_lib/page-code.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { IssuedRow, SeriesRow } from '#server/api-types.ts';
import { inOrder, LedgerFan } from './ledger-fan.tsx';
import styles from './ledger-screen.module.css';
import { LedgerTable } from './ledger-table.tsx';
import { LiveCard } from './live-card.tsx';

const mostIssued = 200;

/** Every forecast that was issued for a series: what it said, and what it was worth. */
export function LedgerScreen({ seriesId }: { readonly seriesId: number }) {
  const trpc = useTRPC();
  const series = useQuery(trpc.series.get.queryOptions({ id: seriesId }));
  const issued = useQuery(trpc.forecasts.list.queryOptions({ seriesId, limit: mostIssued }));
  const name = series.data?.name ?? 'Series';
  usePageFrame({
    crumbs: [{ label: name, href: `/series/${seriesId}` }, { label: 'Ledger' }],
    code: ledgerCode(seriesId),
  });
  if (series.isError) return <NoSeries error={series.error} onRetry={() => series.refetch()} />;
  const head = (
    <PageHead
      title={`${name}, what we said`}
      lead={issued.data ? leadOf(issued.data) : <Skeleton height={16} width={420} maw="90%" />}
    />
  );
  if (issued.isError) {
    return (
      <>
        {head}
        <ErrorNote
          error={issued.error}
          title="The ledger could not be loaded."
          onRetry={() => issued.refetch()}
        />
      </>
    );
  }
  return (
    <>
      {head}
      {series.data && issued.data ? (
        <Ledger series={series.data} issued={issued.data} />
      ) : (
        <Card label="Loading the ledger">
          <Skeleton height={360} />
        </Card>
      )}
    </>
  );
}

function leadOf(issued: readonly IssuedRow[]): string {
  if (issued.length === 0) return 'Every forecast that is issued stays here as it was.';
  const scored = issued.filter((row) => row.scored !== null).length;
  const shown =
    issued.length === mostIssued ? `The latest ${mostIssued} forecasts` : countOf(issued.length, 'forecast');
  const came =
    scored === 0
      ? 'Nothing of what they spoke of has come yet.'
      : `For ${scored} of them something has come.`;
  return `${shown}, each as it was issued. ${came}`;
}

function Ledger({ series, issued }: { readonly series: SeriesRow; readonly issued: readonly IssuedRow[] }) {
  const { oldestFirst, first } = inOrder(issued);
  const [place, setPlace] = useState(first);
  if (issued.length === 0) {
    return (
      <EmptyState
        title="No forecast yet"
        action={
          <Link className="textLink" href={`/series/${series.id}/run`}>
            New run
          </Link>
        }
      >
        A run issues a forecast when it has ended. It is scored by itself as rows come.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles.top}>
        <LedgerFan
          series={series}
          issued={oldestFirst}
          place={place}
          onPlace={setPlace}
          height={300}
          title="Past forecasts over what came"
          banded
        />
        <LiveCard series={series} />
      </div>
      <LedgerTable
        series={series}
        issued={issued}
        chosenId={oldestFirst[place]?.id}
        onChoose={(id) => setPlace(oldestFirst.findIndex((row) => row.id === id))}
      />
      <VintagesCard row={series} />
      <AlertsCard series={series} />
    </>
  );
}
