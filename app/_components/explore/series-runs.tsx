'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { VerdictBadge } from '#app/_components/verdict-badge.tsx';
import { formatAgo } from '#app/_lib/format-time.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow } from '#server/api-types.ts';
import styles from './series-runs.module.css';

/** The latest runs on a series, each with its verdict. */
export function SeriesRuns({ seriesId }: { readonly seriesId: number }) {
  const trpc = useTRPC();
  const runs = useQuery(trpc.runs.list.queryOptions({ seriesId, limit: 5 }));
  return (
    <Card title="Runs" {...(runs.data && runs.data.total > 5 && { note: `5 of ${runs.data.total}` })}>
      {runs.isPending && <Skeleton height={60} />}
      {runs.data?.items.length === 0 && <p className="dim">None yet.</p>}
      <ul className={styles.list}>
        {runs.data?.items.map((run) => (
          <li key={run.id}>
            <Link className={styles.run} href={hrefOf(run)}>
              <span>
                {run.name ?? `Run ${run.id}`}
                <span className={styles.when}>{formatAgo(run.createdAt)}</span>
              </span>
              {run.verdict ? (
                <VerdictBadge verdict={run.verdict} />
              ) : (
                <ToneBadge tone="plain">{run.state}</ToneBadge>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function hrefOf({ id, state, kind }: RunRow): string {
  if (state !== 'succeeded') return `/runs/${id}`;
  return kind === 'train' ? `/runs/${id}/compare` : `/runs/${id}/forecast`;
}
