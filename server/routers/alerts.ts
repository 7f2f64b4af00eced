import { z } from 'zod';
import { listAlerts, listFirings, removeAlert } from '#db/queries/alerts.ts';
import { alertRuleSchema } from '#forecasting/ledger/alert-rule.ts';
import type { AlertFiringRow, AlertPreview, AlertRow } from '../api-types.ts';
import { idInput, idSchema } from '../inputs.ts';
import { longestUrl } from '../outgoing/outgoing-url.ts';
import { changeAlert, planAlert, previewAlert, requireAlert, toAlertRow } from '../plan-alert.ts';
import { procedure, router } from '../trpc.ts';

const webhookSchema = z.string().min(1).max(longestUrl).nullish();
const ruleInput = z.object({ seriesId: idSchema, rule: alertRuleSchema });

export const alertsRouter = router({
  list: procedure
    .input(z.object({ seriesId: idSchema.optional() }).prefault({}))
    .query(({ ctx, input }): AlertRow[] => listAlerts(ctx.db, input.seriesId).map(toAlertRow)),
  create: procedure
    .input(ruleInput.extend({ webhook: webhookSchema }))
    .mutation(({ ctx, input }): AlertRow => planAlert(ctx, input)),
  update: procedure
    .input(
      z.object({
        id: idSchema,
        rule: alertRuleSchema.optional(),
        enabled: z.boolean().optional(),
        webhook: webhookSchema,
      }),
    )
    .mutation(({ ctx, input }): AlertRow => changeAlert(ctx, input)),
  remove: procedure.input(idInput).mutation(({ ctx, input }): { removed: true } => {
    requireAlert(ctx, input.id);
    removeAlert(ctx.db, input.id);
    return { removed: true };
  }),
  preview: procedure.input(ruleInput).query(({ ctx, input }): AlertPreview => previewAlert(ctx, input)),
  history: procedure
    .input(z.object({ id: idSchema, limit: z.int().min(1).max(200).default(50) }))
    .query(({ ctx, input }): AlertFiringRow[] => {
      requireAlert(ctx, input.id);
      return listFirings(ctx.db, input.id, input.limit).map(
        ({ id, sentence, state, firedAt, settledAt, nextAt, tries }) => ({
          ...{ id, sentence, state, firedAt, settledAt, nextAt },
          tries: tries.map(({ attempt, status, problem, at }) => ({ attempt, status, problem, at })),
        }),
      );
    }),
});
