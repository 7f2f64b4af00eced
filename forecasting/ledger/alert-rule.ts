import { z } from 'zod';

const steps = z.int().min(1).max(1000);

/** When to raise an alert about a series. */
export const alertRuleSchema = z.discriminatedUnion('kind', [
  /** A newly issued forecast says that the value goes beyond a threshold. */
  z.object({
    kind: z.literal('forecast-crosses'),
    direction: z.enum(['above', 'below']),
    threshold: z.number(),
    withinSteps: steps,
  }),
  /** So many of the latest observations lay outside of the band that had been issued for them. */
  z.object({
    kind: z.literal('outside-band'),
    level: z.int().min(1).max(99),
    times: z.int().min(1).max(1000),
    withinRows: steps,
  }),
  /** Over so many of the latest observations the naive was better. */
  z.object({ kind: z.literal('under-naive'), rows: steps }),
  /** A run on the series has failed. */
  z.object({ kind: z.literal('run-failed') }),
]);

export type AlertRule = z.output<typeof alertRuleSchema>;
