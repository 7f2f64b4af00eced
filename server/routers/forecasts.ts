import { z } from 'zod';
import { getLedgerForecast, listIssuedForecasts, readActual } from '#db/queries/forecasts.ts';
import type { IssuedRow, LedgerEntry, LiveView } from '../api-types.ts';
import { idInput, idSchema } from '../inputs.ts';
import { viewLiveRecord } from '../live-view.ts';
import { Refusal } from '../refusal.ts';
import { requireAllSeries } from '../run-row.ts';
import { procedure, router } from '../trpc.ts';

export const forecastsRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema, limit: z.int().min(1).max(300).default(50) }))
    .query(({ ctx, input }): IssuedRow[] => {
      requireAllSeries(ctx, [input.seriesId]);
      return listIssuedForecasts(ctx.db, input.seriesId, input.limit);
    }),
  get: procedure.input(idInput).query(({ ctx, input }): LedgerEntry => {
    const forecast = getLedgerForecast(ctx.db, input.id);
    if (forecast === undefined) {
      throw new Refusal('not-found', 'unknown-forecast', `There is no forecast ${input.id}.`);
    }
    return { ...forecast, actual: readActual(ctx.db, forecast.seriesId, forecast.stamps) };
  }),
  record: procedure
    .input(z.object({ seriesId: idSchema, since: z.int().min(0).optional() }))
    .query(({ ctx, input }): LiveView => {
      requireAllSeries(ctx, [input.seriesId]);
      return viewLiveRecord(ctx, input);
    }),
});
