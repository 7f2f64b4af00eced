'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { RunOutcome } from '#app/_components/training/run-outcome.tsx';
import { isActive, runLabel, seriesWords } from '#app/_lib/run-words.ts';
import type { RunRow } from '#server/api-types.ts';

interface UnfinishedRunProps {
  readonly run: RunRow;
  readonly place: 'Compare' | 'Forecast' | 'Memory X-ray';
}

/** Stands in for a result that is not there: the run works still, failed, was canceled, or had nothing to compare. */
export function UnfinishedRun({ run, place }: UnfinishedRunProps) {
  usePageFrame({
    crumbs: [{ label: runLabel(run), href: `/runs/${run.id}` }, { label: place }],
  });
  return (
    <>
      <PageHead title={runLabel(run)} lead={seriesWords(run.seriesNames)} />
      {isActive(run) && (
        <EmptyState
          title={`The run is ${Math.floor(run.share * 100)} % done`}
          action={
            <Button component={Link} href={`/runs/${run.id}`}>
              Watch it
            </Button>
          }
        >
          What comes of it stands here as soon as it is finished. The page turns by itself.
        </EmptyState>
      )}
      {(run.state === 'failed' || run.state === 'canceled') && <RunOutcome run={run} />}
      {run.state === 'succeeded' && <NothingHere run={run} />}
    </>
  );
}

function NothingHere({ run }: { readonly run: RunRow }) {
  const trained = run.modelRunId;
  return (
    <EmptyState
      title="Nothing to compare here"
      action={
        <>
          {trained !== null && (
            <Button component={Link} href={`/runs/${trained}/compare`} variant="default">
              Compare of run {trained}
            </Button>
          )}
          <Button component={Link} href={`/runs/${run.id}/forecast`}>
            Forecast
          </Button>
        </>
      }
    >
      This run asked a trained model about newer rows. It has a forecast and no test of its own.
    </EmptyState>
  );
}
