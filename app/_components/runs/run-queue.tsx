'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { ConfirmCancel } from '#app/_components/training/confirm-cancel.tsx';
import { formatDuration } from '#app/_lib/format-duration.ts';
import { runLabel, seriesWords } from '#app/_lib/run-words.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './run-queue.module.css';

/** Runs at work and runs that wait, in the order in which they will be taken. */
export function RunQueue({ runs }: { readonly runs: readonly RunRow[] }) {
  const [canceling, setCanceling] = useState<RunRow | null>(null);
  return (
    <Card title="Under way" flush>
      <ul className={styles.queue}>
        {runs.map((run) => (
          <li key={run.id} className={styles.item}>
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
              onClick={() => setCanceling(run)}
            >
              Cancel
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmCancel run={canceling} onClose={() => setCanceling(null)} />
    </Card>
  );
}

function stateWords(run: RunRow): string {
  if (run.request === 'cancel') return 'canceling';
  if (run.request === 'stop') return 'stopping';
  if (run.state === 'queued') return run.attempt > 0 ? 'starts again' : 'waiting';
  return run.etaSeconds === null ? 'starting' : `${formatDuration(run.etaSeconds)} left`;
}
