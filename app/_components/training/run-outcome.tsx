'use client';

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { VerdictFrame } from '#app/_components/verdict-frame.tsx';
import { remedyFor } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { verdictTone } from '#app/_lib/verdict-words.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './run-outcome.module.css';

/** How a run ended, and the next step. Nothing while it is under way. */
export function RunOutcome({ run }: { readonly run: RunRow }) {
  switch (run.state) {
    case 'succeeded':
      return <Succeeded run={run} />;
    case 'failed':
      return (
        <Outcome tone="fail" actions={<AgainActions run={run} />}>
          <b>The run failed.</b> {asSentence(run.errorMessage ?? 'It gave no reason')}{' '}
          {remedyFor(run.errorCode)}
        </Outcome>
      );
    case 'canceled':
      return (
        <Outcome tone="tie" actions={<AgainActions run={run} />}>
          <b>The run was canceled.</b> The series and everything that was forecast before are untouched.
        </Outcome>
      );
    default:
      return null;
  }
}

interface OutcomeProps {
  readonly tone: 'win' | 'lose' | 'tie' | 'fail';
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

function Outcome({ tone, actions, children }: OutcomeProps) {
  return (
    <VerdictFrame tone={tone} label="Outcome" className={styles.line}>
      <p className={styles.words} role="status">
        {children}
      </p>
      {actions}
    </VerdictFrame>
  );
}

function Succeeded({ run }: { readonly run: RunRow }) {
  const hasTest = run.kind === 'train';
  return (
    <Outcome
      tone={run.verdict ? verdictTone(run.verdict) : 'tie'}
      actions={
        <div className={styles.actions}>
          <Button component={Link} href={`/runs/${run.id}/forecast`} variant={hasTest ? 'default' : 'filled'}>
            Forecast
          </Button>
          {hasTest && (
            <Button component={Link} href={`/runs/${run.id}/compare`}>
              Compare
            </Button>
          )}
        </div>
      }
    >
      <b>Done.</b> {run.verdict?.sentence ?? 'The newer rows are forecast.'}
    </Outcome>
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
      {run.seriesIds.length > 0 && (
        <Button
          component={Link}
          href={`/series/${run.seriesIds[0]}/run${run.kind === 'train' ? `?from=${run.id}` : ''}`}
          variant="default"
        >
          Change settings
        </Button>
      )}
      {run.seriesIds.length > 0 && run.kind === 'train' && (
        <Button
          loading={again.isPending || again.isSuccess}
          onClick={() => again.mutate({ seriesIds: run.seriesIds, config: run.config })}
        >
          Run again
        </Button>
      )}
      {again.isError && <ErrorNote error={again.error} title="No run was made." />}
    </div>
  );
}

/** Refusals of the library end without a full stop. */
function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
