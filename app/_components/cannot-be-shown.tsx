'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { readProblem } from '#app/_lib/read-problem.ts';
import { EmptyState } from './empty-state.tsx';
import { PageHead } from './page-head.tsx';

interface CannotBeShownProps {
  /** "Run 7". */
  readonly what: string;
  readonly error: unknown;
  /** Where all of its kind are. */
  readonly back: { readonly href: string; readonly label: string };
  readonly onRetry: () => void;
}

/** In place of a page about something that cannot be shown. */
export function CannotBeShown({ what, error, back, onRetry }: CannotBeShownProps) {
  return (
    <>
      <PageHead title={`${what} cannot be shown`} />
      <EmptyState
        title={readProblem(error).message}
        action={
          <>
            <Button component={Link} href={back.href}>
              {back.label}
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
