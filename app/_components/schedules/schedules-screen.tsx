'use client';

import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { planInWords, planOfCron } from '#app/_lib/cron-plan.ts';
import { countOf } from '#app/_lib/format-number.ts';
import { formatAgo, formatNear } from '#app/_lib/format-time.ts';
import { schedulesCode } from '#app/_lib/page-code.ts';
import { seriesWords } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ScheduleRow } from '#server/api-types.ts';
import { EventBadge } from './history-line.tsx';
import { ScheduleState } from './schedule-actions.tsx';
import styles from './schedules-screen.module.css';

const lookIntervalMs = 15_000;

/** Every schedule, when it fires next and what it did last. */
export function SchedulesScreen() {
  usePageFrame({ crumbs: [{ label: 'Schedules' }], code: schedulesCode() });
  const trpc = useTRPC();
  const schedules = useQuery({ ...trpc.schedules.list.queryOptions({}), refetchInterval: lookIntervalMs });
  return (
    <>
      <PageHead
        title="Schedules"
        lead="They train again on newer rows, by the clock or when enough rows have come."
        actions={
          <Button component={Link} href="/schedules/new">
            New schedule
          </Button>
        }
      />
      {schedules.isPending && (
        <Card label="Loading the schedules">
          <Skeleton height={110} />
        </Card>
      )}
      {schedules.isError && (
        <ErrorNote
          error={schedules.error}
          title="The schedules could not be loaded."
          onRetry={() => schedules.refetch()}
        />
      )}
      {schedules.data?.length === 0 && <NoSchedules />}
      {schedules.data && schedules.data.length > 0 && (
        <ul className={styles.list}>
          {schedules.data.map((schedule) => (
            <ScheduleItem key={schedule.id} schedule={schedule} />
          ))}
        </ul>
      )}
    </>
  );
}

function ScheduleItem({ schedule }: { readonly schedule: ScheduleRow }) {
  const { lastEvent } = schedule;
  return (
    <li className={styles.item}>
      <div className={styles.name}>
        <Link href={`/schedules/${schedule.id}`}>
          <b>{schedule.name}</b>
        </Link>
        <div className={styles.caption}>{seriesWords(schedule.seriesNames)}</div>
      </div>
      <div className={styles.times}>
        {timesInWords(schedule)}
        {(schedule.cron ?? schedule.forecastCron) !== null && (
          <div className={styles.caption}>{schedule.zone.replaceAll('_', ' ')} time</div>
        )}
      </div>
      <div>
        <div className={styles.caption}>Next</div>
        {nextInWords(schedule)}
      </div>
      <div className={styles.last}>
        {lastEvent ? (
          <>
            <EventBadge {...lastEvent} />
            <span className="dim small">{formatAgo(lastEvent.createdAt)}</span>
          </>
        ) : (
          <span className="dim small">Has not fired yet</span>
        )}
      </div>
      <div className={styles.state}>
        <ScheduleState enabled={schedule.enabled} />
      </div>
    </li>
  );
}

function timesInWords({ cron, everyRows, underNaiveRows }: ScheduleRow): string {
  const ways = [
    cron === null ? null : planInWords(planOfCron(cron)),
    everyRows === null ? null : `after ${countOf(everyRows, 'new row')}`,
    underNaiveRows === null ? null : `when the naive was better over ${countOf(underNaiveRows, 'value')}`,
  ].filter((way) => way !== null);
  const words = ways.join(', or ') || 'never';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function nextInWords({ enabled, nextAt, forecastNextAt, everyRows, underNaiveRows }: ScheduleRow): string {
  if (!enabled) return 'paused';
  const instants = [nextAt, forecastNextAt].filter((at) => at !== null);
  if (instants.length > 0) return formatNear(Math.min(...instants));
  return everyRows === null && underNaiveRows === null ? 'n/a' : 'with new rows';
}

function NoSchedules() {
  return (
    <EmptyState
      title="No schedule yet"
      action={
        <Button component={Link} href="/schedules/new">
          New schedule
        </Button>
      }
    >
      A schedule trains anew every morning, every Monday, or after so many new rows. Each run leaves a
      forecast, and when the truth arrives each forecast is scored.
    </EmptyState>
  );
}
