'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { countOf, formatPercent, formatSkillWithInterval } from '#app/_lib/format-number.ts';
import { formatAgo } from '#app/_lib/format-time.ts';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ScheduleRow, SourceRow } from '#server/api-types.ts';
import { Who } from './history-line.tsx';
import styles from './schedule-details.module.css';

/** Who forecasts now, how it has done since, and what was fetched last. */
export function LiveFacts({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const seriesId = schedule.seriesIds[0] ?? 0;
  const live = useQuery(trpc.forecasts.record.queryOptions({ seriesId }, { enabled: seriesId > 0 })).data;
  const level = Object.keys(live?.coverage ?? {})[0];
  const coverage = level ? live?.coverage[level] : undefined;
  const { champion, source } = schedule;
  return (
    <dl className={styles.details}>
      <Detail term="Champion">
        {champion ? <Who kind={champion.recommended} runId={champion.runId} /> : 'none yet'}
      </Detail>
      <Detail term={live && live.rows > 0 ? `Live skill, ${countOf(live.rows, 'value')}` : 'Live skill'}>
        <Link className="textLink" href={`/series/${seriesId}/ledger`}>
          {live && live.skill !== null ? formatSkillWithInterval(live.skill, live.interval) : 'n/a'}
        </Link>
      </Detail>
      {coverage && coverage.rows > 0 && (
        <Detail term={`${level} % band, live`}>
          {formatPercent(coverage.caught / coverage.rows)} caught
        </Detail>
      )}
      {source && (
        <Detail term="Source last read">
          <SourceState source={source} scheduleId={schedule.id} />
        </Detail>
      )}
    </dl>
  );
}

function Detail({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={styles.detail}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

interface SourceStateProps {
  readonly source: SourceRow;
  readonly scheduleId: number;
}

function SourceState({ source, scheduleId }: SourceStateProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const reading = useMutation(
    trpc.schedules.readSource.mutationOptions({
      onError: (error) => notifications.show({ message: readProblem(error).message }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
    }),
  );
  return (
    <span className={styles.source}>
      {stateOf(source)}
      <Button
        variant="default"
        size="compact-xs"
        loading={reading.isPending || source.waiting}
        onClick={() => reading.mutate({ id: scheduleId })}
      >
        Read now
      </Button>
    </span>
  );
}

function stateOf({ readAt, outcome, newRows, message }: SourceRow): string {
  if (readAt === null || outcome === null) return 'never';
  const when = formatAgo(readAt);
  if (outcome === 'failed') return `${when}: ${message ?? 'failed'}`;
  const rows = `${when}, ${countOf(newRows ?? 0, 'new row')}`;
  return message === null ? rows : `${rows}. ${message}`;
}
