'use client';

import { ForecastScreen } from '#app/_components/forecast/forecast-screen.tsx';
import { ForecastSkeleton } from '#app/_components/forecast/forecast-skeleton.tsx';
import { LatestRun } from '#app/_components/runs/latest-run.tsx';

export default function LatestForecastPage() {
  return (
    <LatestRun place="Forecast" skeleton={<ForecastSkeleton />}>
      {(runId) => <ForecastScreen runId={runId} seriesId={undefined} />}
    </LatestRun>
  );
}
