'use client';

import { ActionIcon } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { formatDuration } from '#app/_lib/format-duration.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import { useLiveRow } from '#app/_lib/live-runs.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow } from '#server/api-types.ts';
import styles from './job-chip.module.css';
import { useSystemStatus } from './use-system-status.ts';

/** The run under way, with its share, the time left and Stop; how many more there are. */
export function JobChip() {
  const { data } = useSystemStatus();
  const row = data?.running.find(({ state }) => state === 'running') ?? data?.running[0];
  const run = useLiveRow(row);
  if (!data || !run) return null;
  const others = data.busy + data.queued - 1;
  const percent = `${Math.floor(run.share * 100)} %`;
  return (
    <div className={styles.chip}>
      <Link className={styles.link} href={`/runs/${run.id}`} aria-label={`${runTitle(run)}, ${percent}`}>
        <ProgressRing share={run.share} />
        <b className="num">{percent}</b>
        <span className={styles.wide}>{runTitle(run)}</span>
        <span className={styles.eta}>{stateWords(run)}</span>
        {others > 0 && <span className={styles.more}>+{formatCount(others)}</span>}
      </Link>
      {run.state === 'running' && run.kind === 'train' && <StopButton run={run} />}
    </div>
  );
}

function StopButton({ run }: { readonly run: RunRow }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const stop = useMutation(
    trpc.runs.stop.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.system.status.queryKey() }),
    }),
  );
  const asked = run.request !== 'none';
  return (
    <ActionIcon
      className={styles.stop}
      variant="subtle"
      aria-label={asked ? 'Stopping' : 'Stop and keep best'}
      title={asked ? 'Stopping, the best so far is kept' : 'Stop and keep best'}
      disabled={asked || stop.isPending}
      onClick={() => stop.mutate({ id: run.id })}
    >
      <IconPlayerStop size={15} stroke={1.75} />
    </ActionIcon>
  );
}

function runTitle(run: RunRow): string {
  const [first, ...rest] = run.seriesNames;
  const what = rest.length > 0 ? `${first} and ${rest.length} more` : (first ?? '');
  return run.name ?? `Run ${run.id}, ${what}`;
}

function stateWords(run: RunRow): string {
  if (run.request === 'cancel') return 'canceling';
  if (run.request === 'stop') return 'stopping';
  if (run.state === 'queued') return run.attempt > 0 ? 'starts again' : 'waiting';
  return run.etaSeconds === null ? 'starting' : `${formatDuration(run.etaSeconds)} left`;
}

function ProgressRing({ share }: { readonly share: number }) {
  return (
    <svg className={styles.ring} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" />
      <circle
        className={styles.done}
        cx="8"
        cy="8"
        r="6.5"
        pathLength="100"
        strokeDasharray={`${share * 100} 100`}
      />
    </svg>
  );
}
