'use client';

import { CompareScreen } from '#app/_components/compare/compare-screen.tsx';
import { CompareSkeleton } from '#app/_components/compare/compare-skeleton.tsx';
import { LatestRun } from '#app/_components/runs/latest-run.tsx';

export default function LatestComparePage() {
  return (
    <LatestRun place="Compare" skeleton={<CompareSkeleton />}>
      {(runId) => <CompareScreen runId={runId} seriesId={undefined} />}
    </LatestRun>
  );
}
