'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { formatPercent } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow, ScheduleEventRow, ScheduleRow } from '#server/api-types.ts';
import { HistoryLine } from './history-line.tsx';
import { RollBackButton } from './roll-back-button.tsx';
import styles from './schedule-history.module.css';

const lookIntervalMs = 8_000;
const mostEvents = 100;

/** What the schedule did and why, and who is champion since; the newest first. */
export function ScheduleHistory({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const [shown, setShown] = useState<'trainings' | 'all'>('trainings');
  const refetchInterval = lookIntervalMs;
  const events = useQuery({
    ...trpc.schedules.history.queryOptions({ id: schedule.id, limit: mostEvents }),
    refetchInterval,
  });
  const runs = useQuery({
    ...trpc.runs.list.queryOptions({ scheduleId: schedule.id, limit: 200 }),
    refetchInterval,
  });
  const runOf = (id: number | null) => runs.data?.items.find((run) => run.id === id);
  const wanted = events.data?.filter((event) => shown === 'all' || isOfReferee(event, runOf(event.runId)));
  const limit = axisLimit(wanted ?? []);
  return (
    <Card
      title="Champion and challenger"
      note="times are yours"
      flush
      actions={
        <div className={styles.actions}>
          <SegmentedControl
            size="xs"
            aria-label="What is listed"
            value={shown}
            onChange={(value) => setShown(value as typeof shown)}
            data={[
              { value: 'trainings', label: 'Trainings' },
              { value: 'all', label: 'Everything' },
            ]}
          />
          <RollBackButton schedule={schedule} />
        </div>
      }
    >
      {events.isPending && <Skeleton height={80} m="md" />}
      {events.isError && <ErrorNote error={events.error} onRetry={() => events.refetch()} />}
      {wanted?.length === 0 && <p className={styles.none}>Nothing yet. It waits for its time.</p>}
      {wanted && wanted.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.scroll} aria-label="Champion and challenger" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Champion before</th>
                <th scope="col">Challenger</th>
                <th
                  scope="col"
                  title="1 − error of the challenger ÷ error of the champion, on the same rows that neither had seen; the line is its 95 % interval."
                >
                  Skill, −{formatPercent(limit)} to +{formatPercent(limit)}
                </th>
                <th scope="col">Referee</th>
                <th scope="col">Reason</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {wanted.map((event) => (
                <HistoryLine
                  key={event.id}
                  event={event}
                  run={runOf(event.runId)}
                  schedule={schedule}
                  limit={limit}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

/** One axis for all lines, as narrow as it can be. */
function axisLimit(events: readonly ScheduleEventRow[]): number {
  const sizes = events.flatMap(({ decision }) => {
    const { skill, interval } = decision?.evidence ?? {};
    return [skill ?? 0, ...(interval ?? [])].map(Math.abs);
  });
  return [0.3, 0.6, 1].find((limit) => Math.max(0, ...sizes) <= limit) ?? 1;
}

/** What is not about who is champion: forecasts of the champion as its rows come. */
function isOfReferee(event: ScheduleEventRow, run: RunRow | undefined): boolean {
  return event.kind === 'rolled-back' || run?.kind !== 'reforecast';
}
