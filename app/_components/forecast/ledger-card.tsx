'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { inOrder, LedgerFan } from '#app/_components/ledger/ledger-fan.tsx';
import { mostIssued } from '#app/_lib/ledger-rows.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { IssuedRow, SeriesRow } from '#server/api-types.ts';
import type { ForecastPart } from './forecast-part.ts';

const height = 158;
const title = 'What we said before';

/** Every forecast that was issued for the series, laid over what came. */
export function LedgerCard({ series }: ForecastPart) {
  const trpc = useTRPC();
  const issued = useQuery(trpc.forecasts.list.queryOptions({ seriesId: series.id, limit: mostIssued }));
  if (issued.isError) {
    return (
      <Card title={title}>
        <ErrorNote error={issued.error} onRetry={() => issued.refetch()} />
      </Card>
    );
  }
  if (!issued.data) {
    return (
      <Card title={title}>
        <Skeleton height={height} />
      </Card>
    );
  }
  if (issued.data.length === 0) {
    return (
      <Card title={title}>
        <p className="soft">Nothing has been issued for this series yet.</p>
      </Card>
    );
  }
  return <Ledger series={series} issued={issued.data} />;
}

function Ledger({ series, issued }: { readonly series: SeriesRow; readonly issued: readonly IssuedRow[] }) {
  const { oldestFirst, first } = inOrder(issued);
  const [place, setPlace] = useState(first);
  return (
    <LedgerFan
      series={series}
      issued={oldestFirst}
      place={place}
      onPlace={setPlace}
      height={height}
      title={title}
      actions={
        <Link className="textLink small" href={`/series/${series.id}/ledger`}>
          Ledger
        </Link>
      }
    />
  );
}
