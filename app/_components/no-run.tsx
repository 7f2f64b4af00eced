'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { readProblem } from '#app/_lib/read-problem.ts';
import { EmptyState } from './empty-state.tsx';
import { PageHead } from './page-head.tsx';

interface NoRunProps {
  readonly runId: number;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a page about a run that cannot be shown. */
export function NoRun({ runId, error, onRetry }: NoRunProps) {
  return (
    <>
      <PageHead title={`Run ${runId} cannot be shown`} />
      <EmptyState
        title={readProblem(error).message}
        action={
          <>
            <Button component={Link} href="/runs">
              All runs
            </Button>
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          </>
        }
      >
        It may have been deleted. Everything else is as it was.
      </EmptyState>
    </>
  );
}
