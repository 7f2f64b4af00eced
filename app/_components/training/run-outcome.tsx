'use client';

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { Note } from '#app/_components/note.tsx';
import { remedyFor } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow } from '#server/api-types.ts';
import styles from './run-outcome.module.css';

/** How a run ended, and the next step. Nothing while it is under way. */
export function RunOutcome({ run }: { readonly run: RunRow }) {
  if (run.state === 'succeeded') return <Succeeded run={run} />;
  if (run.state === 'failed') {
    return (
      <Note tone="fail">
        <div className={styles.outcome}>
          <span>
            <b>The run failed.</b> {run.errorMessage ?? 'It gave no reason.'} {remedyFor(run.errorCode)}
          </span>
          <AgainActions run={run} />
        </div>
      </Note>
    );
  }
  if (run.state === 'canceled') {
    return (
      <Note>
        <div className={styles.outcome}>
          <span>
            <b>The run was canceled.</b> The series and everything that was forecast before are untouched.
          </span>
          <AgainActions run={run} />
        </div>
      </Note>
    );
  }
  return null;
}

function Succeeded({ run }: { readonly run: RunRow }) {
  const isForecastOnly = run.kind === 'reforecast';
  const href = isForecastOnly ? `/runs/${run.id}/forecast` : `/runs/${run.id}/compare`;
  return (
    <Note tone={run.verdict?.outcome === 'beats' ? 'win' : 'info'}>
      <div className={styles.outcome} role="status">
        <span>
          <b>Done.</b> {run.verdict?.sentence ?? 'The newer rows are forecast.'}
        </span>
        <div className={styles.actions}>
          {!isForecastOnly && (
            <Button component={Link} href={`/runs/${run.id}/forecast`} variant="default">
              Forecast
            </Button>
          )}
          <Button component={Link} href={href}>
            {isForecastOnly ? 'Forecast' : 'Compare'}
          </Button>
        </div>
      </div>
    </Note>
  );
}

function AgainActions({ run }: { readonly run: RunRow }) {
  const trpc = useTRPC();
  const router = useRouter();
  const again = useMutation(
    trpc.runs.create.mutationOptions({ onSuccess: (made) => router.push(`/runs/${made.id}`) }),
  );
  return (
    <div className={styles.actions}>
      {run.seriesIds.length === 1 && (
        <Button component={Link} href={`/series/${run.seriesIds[0]}/run`} variant="default">
          Change settings
        </Button>
      )}
      <Button
        loading={again.isPending}
        onClick={() => again.mutate({ seriesIds: run.seriesIds, config: run.config })}
      >
        Run again
      </Button>
      {again.isError && <ErrorNote error={again.error} title="No run was made." />}
    </div>
  );
}
