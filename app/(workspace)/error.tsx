'use client';

import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';

interface ErrorPageProps {
  readonly error: Error;
  readonly reset: () => void;
}

/** A page that broke: the rest of the dashboard, and everything stored, is as it was. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <>
      <PageHead
        title="This page broke"
        lead="Your data, runs and forecasts are safe: only their display failed."
      />
      <ErrorNote error={error} onRetry={reset} />
    </>
  );
}
