import { alertsRouter } from './routers/alerts.ts';
import { forecastsRouter } from './routers/forecasts.ts';
import { runsRouter } from './routers/runs.ts';
import { samplesRouter } from './routers/samples.ts';
import { schedulesRouter } from './routers/schedules.ts';
import { seriesRouter } from './routers/series.ts';
import { systemRouter } from './routers/system.ts';
import { uploadsRouter } from './routers/uploads.ts';
import { workersRouter } from './routers/workers.ts';
import { router } from './trpc.ts';

/** Everything the dashboard, the client, the command line and workers on other machines can ask. */
export const appRouter = router({
  system: systemRouter,
  uploads: uploadsRouter,
  samples: samplesRouter,
  series: seriesRouter,
  runs: runsRouter,
  forecasts: forecastsRouter,
  schedules: schedulesRouter,
  alerts: alertsRouter,
  workers: workersRouter,
});

export type AppRouter = typeof appRouter;
