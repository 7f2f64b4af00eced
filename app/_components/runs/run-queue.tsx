'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { ConfirmCancel } from '#app/_components/training/confirm-cancel.tsx';
import { formatDuration } from '#app/_lib/format-duration.ts';
import { countOf } from '#app/_lib/format-number.ts';
import { useLiveRow } from '#app/_lib/live-runs.tsx';
import { runLabel, seriesWords } from '#app/_lib/run-words.ts';
import type { RunRow } from '#server/api-types.ts';
import { CancelWaiting } from './cancel-waiting.tsx';
import styles from './run-queue.module.css';

interface RunQueueProps {
  /** The first ones. */
  readonly runs: readonly RunRow[];
  /** How many wait, those that are not listed too. */
  readonly waiting: number;
}

/** Runs at work and runs that wait, in the order in which they will be taken. */
export function RunQueue({ runs, waiting }: RunQueueProps) {
  const [canceling, setCanceling] = useState<RunRow | null>(null);
  const more = waiting - runs.filter(({ state }) => state === 'queued').length;
  return (
    <Card title="Under way" flush>
      <ul className={styles.queue}>
        {runs.map((run) => (
          <QueueItem key={run.id} row={run} onCancel={setCanceling} />
        ))}
      </ul>
      {waiting > 1 && (
        <div className={styles.foot}>
          <span className="dim">
            {more > 0 && `${countOf(more, 'more run')} ${more === 1 ? 'waits' : 'wait'}.`}
          </span>
          <CancelWaiting waiting={waiting} />
        </div>
      )}
      <ConfirmCancel run={canceling} onClose={() => setCanceling(null)} />
    </Card>
  );
}

interface QueueItemProps {
  readonly row: RunRow;
  readonly onCancel: (run: RunRow) => void;
}

function QueueItem({ row, onCancel }: QueueItemProps) {
  const run = useLiveRow(row);
  return (
    <li className={styles.item}>
      <div className={styles.name}>
        <Link href={`/runs/${run.id}`}>
          <b>{runLabel(run)}</b>
        </Link>{' '}
        <span className="dim">{seriesWords(run.seriesNames)}</span>
      </div>
      <div className={styles.bar}>
        <b className="num">{Math.floor(run.share * 100)} %</b>
        <ProgressBar share={run.share} label={`Progress of ${runLabel(run)}`} />
      </div>
      <span className={styles.left}>{stateWords(run)}</span>
      <Button
        variant="default"
        color="danger"
        size="compact-sm"
        disabled={run.request === 'cancel'}
        aria-label={`Cancel ${runLabel(run)}`}
        onClick={() => onCancel(run)}
      >
        Cancel
      </Button>
    </li>
  );
}

function stateWords(run: RunRow): string {
  if (run.request === 'cancel') return 'canceling';
  if (run.request === 'stop') return 'stopping';
  if (run.state === 'queued') return run.attempt > 0 ? 'starts again' : 'waiting';
  return run.etaSeconds === null ? 'starting' : `${formatDuration(run.etaSeconds)} left`;
}
