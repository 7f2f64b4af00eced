import { z } from 'zod';
import { kindsBySimplicity, networkKinds } from '#forecasting/forecaster-kind.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import { idSchema, seriesIdsSchema } from './inputs.ts';
import type { WireEnd } from './wire-job.ts';

// What a worker on another machine may say. It runs the same version as the server, which is asked first; these
// schemas keep out what would be no result at all. What they do not name passes through.

const countSchema = z.int().min(0);
const numbers = z.array(z.number());
const sentence = z.string().max(5000);
const forecaster = z.enum(kindsBySimplicity as [string, ...string[]]);
const network = z.enum(networkKinds);

export const workerInput = z.object({ workerId: idSchema });
export const registerInput = z.object({
  name: z.string().trim().min(1).max(200),
  pid: countSchema,
  version: z.string().max(60),
  protocol: countSchema,
});

export const leaseSchema = z.object({ runId: idSchema, attempt: countSchema, fencingToken: countSchema });
export const leaseInput = z.object({ lease: leaseSchema });
export const claimInput = workerInput.extend({ runId: idSchema.optional() });
export const beatInput = workerInput.extend({
  held: z.array(leaseSchema).max(1000),
  problem: sentence.nullable(),
});

const progressShapes = {
  started: { forecasters: z.array(forecaster), lookback: countSchema },
  baseline: { forecaster, validationError: z.number(), fitSeconds: z.number() },
  epoch: {
    forecaster: network,
    member: countSchema,
    epoch: countSchema,
    share: z.number().min(0).max(1),
    etaSeconds: z.number(),
  },
  sample: { forecaster: network, epoch: countSchema, history: numbers, actual: numbers, forecast: numbers },
  gradient: {
    forecaster: network,
    member: countSchema,
    epoch: countSchema,
    hidden: numbers,
    cell: numbers.nullable(),
    segment: countSchema,
  },
  'forecaster-finished': { forecaster, error: z.number().nullable(), failure: sentence.nullable() },
  phase: {
    phase: z.string().max(60),
    share: z.number().min(0).max(1),
    etaSeconds: z.number().optional(),
  },
  note: { message: sentence },
} satisfies Record<RunProgress['kind'], z.ZodRawShape>;

const progressSchema = z.union(
  Object.entries(progressShapes).map(([kind, shape]) => z.looseObject({ kind: z.literal(kind), ...shape })),
) as unknown as z.ZodType<RunProgress>;

export const progressInput = leaseInput.extend({ progress: z.array(progressSchema).max(1000) });

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
export const recallInput = leaseInput.extend({ fingerprint });
export const keepInput = leaseInput.extend({
  fingerprint,
  parts: z.record(z.string().max(200), z.base64()),
  elapsedMs: z.number().min(0),
});

const verdictSchema = z.looseObject({ origins: countSchema, sentence, remarks: z.array(sentence) });
const leaderboardSchema = z.array(z.looseObject({ kind: forecaster, scores: z.looseObject({}) }));
const issuedSchema = z.partialRecord(
  forecaster,
  z.looseObject({ values: numbers, bands: z.record(z.string(), z.looseObject({})) }),
);

const seriesResultSchema = z.looseObject({
  name: z.string(),
  rows: countSchema,
  origin: z.number(),
  seasonLength: countSchema,
  recommended: forecaster,
  verdict: verdictSchema,
  leaderboard: leaderboardSchema,
  folds: z.array(z.looseObject({ originIndex: countSchema, stamps: numbers })),
  forecastStamps: numbers,
  forecasts: issuedSchema,
});

const challengeSchema = z.object({
  outcome: z.enum(['wins', 'ties', 'loses', 'unanswered']),
  skill: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  origins: countSchema,
  rows: countSchema,
  champion: forecaster.nullable(),
  challenger: forecaster,
});

const runResultSchema = z.looseObject({
  version: z.literal(1),
  horizon: countSchema,
  seed: z.number(),
  engine: z.looseObject({ backend: z.string(), simd: z.string(), kernelBuild: z.string() }),
  leaderboard: leaderboardSchema,
  verdict: verdictSchema,
  recommended: forecaster,
  series: z.array(seriesResultSchema),
  warnings: z.array(sentence),
  challenge: challengeSchema.optional(),
  totalSeconds: z.number(),
});

const reforecastSchema = z.looseObject({
  name: z.string(),
  origin: z.number(),
  stamps: numbers,
  recommended: forecaster,
  forecasts: issuedSchema,
});

const failure = { code: z.string().regex(/^[a-z-]{1,60}$/), message: sentence };

const endSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('trained'),
    result: runResultSchema,
    model: z.base64().nullable(),
    seriesIds: seriesIdsSchema,
  }),
  z.object({
    kind: z.literal('reforecast'),
    forecasts: z.array(reforecastSchema),
    modelHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    seriesIds: seriesIdsSchema,
  }),
  z.object({ kind: z.literal('refused'), ...failure }),
  z.object({ kind: z.literal('failed'), ...failure }),
  z.object({ kind: z.literal('canceled') }),
  z.object({ kind: z.literal('interrupted') }),
]) as unknown as z.ZodType<WireEnd>;

export const endInput = leaseInput.extend({ end: endSchema });
