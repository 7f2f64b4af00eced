'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { RunStateBadge } from '#app/_components/runs/run-state-badge.tsx';
import { type Tone, ToneBadge } from '#app/_components/tone-badge.tsx';
import { VerdictBadge } from '#app/_components/verdict-badge.tsx';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatSkillWithInterval } from '#app/_lib/format-number.ts';
import { formatMoment } from '#app/_lib/format-time.ts';
import { runHref, runLabel } from '#app/_lib/run-words.ts';
import { workedMs } from '#app/_lib/sort-runs.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow, ScheduleEventRow, ScheduleRow } from '#server/api-types.ts';
import styles from './schedule-history.module.css';

const lookIntervalMs = 8_000;

/** What the schedule did and why, the newest first. */
export function ScheduleHistory({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const refetchInterval = lookIntervalMs;
  const events = useQuery({ ...trpc.schedules.history.queryOptions({ id: schedule.id }), refetchInterval });
  const runs = useQuery({
    ...trpc.runs.list.queryOptions({ scheduleId: schedule.id, limit: 100 }),
    refetchInterval,
  });
  const runOf = (id: number | null) => runs.data?.items.find((run) => run.id === id);
  return (
    <Card title="What it did" note="times are yours" flush>
      {events.isPending && <Skeleton height={80} m="md" />}
      {events.isError && <ErrorNote error={events.error} onRetry={() => events.refetch()} />}
      {events.data?.length === 0 && <p className={styles.none}>Nothing yet. It waits for its time.</p>}
      {events.data && events.data.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">Why</th>
                <th scope="col">Run</th>
                <th scope="col">Verdict</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {events.data.map((event) => (
                <HistoryLine key={event.id} event={event} run={runOf(event.runId)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const kinds: Readonly<Record<ScheduleEventRow['kind'], readonly [tone: Tone, word: string]>> = {
  fired: ['plain', 'Fired'],
  'caught-up': ['tie', 'Caught up'],
  skipped: ['lose', 'Skipped'],
};

/** What a schedule's event was, in a word. */
export function EventBadge({ kind }: Pick<ScheduleEventRow, 'kind'>) {
  const [tone, word] = kinds[kind];
  return <ToneBadge tone={tone}>{word}</ToneBadge>;
}

interface HistoryLineProps {
  readonly event: ScheduleEventRow;
  readonly run: RunRow | undefined;
}

function HistoryLine({ event, run }: HistoryLineProps) {
  const worked = run ? workedMs(run) : null;
  return (
    <tr>
      <td className={styles.when}>{formatMoment(event.createdAt)}</td>
      <td>
        <EventBadge kind={event.kind} />
      </td>
      <td className={styles.reason}>{event.reason}</td>
      <td className={styles.run}>
        {run ? (
          <Link className="textLink" href={runHref(run)}>
            {runLabel({ id: run.id, name: null })}
          </Link>
        ) : (
          <span className="dim">{event.runId === null ? 'none' : `Run ${event.runId}`}</span>
        )}
      </td>
      <td className={styles.result}>
        <Result event={event} run={run} />
      </td>
      <td className={styles.took}>{worked === null ? 'n/a' : formatElapsed(worked / 1000)}</td>
    </tr>
  );
}

function Result({ event, run }: HistoryLineProps) {
  if (run?.verdict) {
    return (
      <span className={styles.verdict}>
        <VerdictBadge verdict={run.verdict} />
        {run.verdict.skill !== null && (
          <span className="dim small">
            {formatSkillWithInterval(run.verdict.skill, run.verdict.interval)}
          </span>
        )}
      </span>
    );
  }
  if (run) return <RunStateBadge run={run} />;
  return event.runState ? (
    <RunStateBadge run={{ state: event.runState, share: 0 }} />
  ) : (
    <span className="dim">n/a</span>
  );
}
