'use client';

import { Tooltip } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { useSystemStatus } from '#app/_components/shell/use-system-status.ts';
import { formatDuration } from '#app/_lib/format-duration.ts';
import { formatNear } from '#app/_lib/format-time.ts';
import type { ProgressConnection } from '#app/_lib/live-runs.tsx';
import { isActive } from '#app/_lib/run-words.ts';
import type { TrainingState } from '#app/_lib/training-state.ts';
import { heardInWords, phaseSentence } from '#app/_lib/training-words.ts';
import { useNow } from '#app/_lib/use-now.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './progress-card.module.css';

interface ProgressCardProps {
  readonly run: RunRow;
  readonly training: TrainingState;
  readonly connection: ProgressConnection;
}

/** How much of the run is done, what it is doing, since when and for how long still. */
export function ProgressCard({ run, training, connection }: ProgressCardProps) {
  const now = useNow();
  const share = run.state === 'succeeded' ? 1 : Math.max(run.share, training.share);
  return (
    <Card label="Progress">
      <div className={styles.progress}>
        <div className={styles.line}>
          <div className={styles.words}>
            <b className="num">{Math.floor(share * 100)} %</b>
            <span className="soft">
              <Doing run={run} training={training} />
            </span>
            <span className="dim">{timeWords(run, now)}</span>
            <Heard run={run} now={now} />
            {run.attempt > 1 && <span className="dim">attempt {run.attempt}</span>}
          </div>
          <div className={styles.right}>
            {connection === 'again' && isActive(run) ? (
              <span className="dim">connection lost, calling again</span>
            ) : (
              <TimeLeft run={run} seconds={training.etaSeconds ?? run.etaSeconds} now={now} />
            )}
          </div>
        </div>
        <ProgressBar share={share} label="Progress of the run" large />
      </div>
    </Card>
  );
}

function Doing({ run, training }: Pick<ProgressCardProps, 'run' | 'training'>) {
  const status = useSystemStatus();
  if (run.state === 'queued') {
    if (status.data?.workers === 0) return 'no worker answers; it starts by itself when one does';
    return run.attempt > 0 ? 'starts again in a moment' : 'waiting for its turn';
  }
  if (run.state === 'running') return phaseSentence(training);
  return { succeeded: 'done', failed: 'failed', canceled: 'canceled' }[run.state];
}

function Heard({ run, now }: Pick<ProgressCardProps, 'run'> & { readonly now: number }) {
  const words = heardInWords(run, now);
  if (words === undefined) return null;
  return (
    <Tooltip
      label={heardDefinition}
      multiline
      w={280}
      events={{ hover: true, focus: true, touch: true }}
      withArrow
    >
      <span className="dim">{words}</span>
    </Tooltip>
  );
}

const heardDefinition =
  'The worker that trains this run tells three times in a lease (half a minute, unless it was set otherwise) that it lives. Silent for a whole lease, it is taken for dead: the run goes back into the queue and goes on from what it has kept.';

function timeWords(run: RunRow, now: number): string {
  if (run.startedAt === null) return `made ${formatNear(run.createdAt, now)}`;
  const end = run.finishedAt ?? now;
  const took = formatDuration((end - run.startedAt) / 1000);
  return run.finishedAt === null
    ? `started ${formatNear(run.startedAt, now)}, ${took} ago`
    : `${formatNear(run.startedAt, now)}, took ${took}`;
}

interface TimeLeftProps {
  readonly run: RunRow;
  readonly seconds: number | null;
  readonly now: number;
}

function TimeLeft({ run, seconds, now }: TimeLeftProps) {
  if (run.state !== 'running') return null;
  if (run.request === 'stop') return <b>stopping</b>;
  if (run.request === 'cancel') return <b>canceling</b>;
  if (seconds === null) return <span className="dim">time left: not known yet</span>;
  return (
    <>
      <b>about {formatDuration(seconds)} left</b>{' '}
      <span className="dim">({formatNear(now + seconds * 1000, now)})</span>
    </>
  );
}
