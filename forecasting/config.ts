import { z } from 'zod';
import { baselineKinds, networkKinds, usualKinds } from './forecaster-kind.ts';
import { missingPolicies } from './series/fill-missing.ts';

/** One knob of a run: its bounds and its default, shown by the form and enforced by the API alike. */
export interface Bound {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export const bounds = {
  horizon: { min: 1, max: 1000, default: 12 },
  lookback: { min: 2, max: 2000, default: 48 },
  seasonLength: { min: 1, max: 10_000, default: 1 },
  folds: { min: 1, max: 100, default: 24 },
  refits: { min: 0, max: 24, default: 3 },
  seeds: { min: 1, max: 10, default: 1 },
  units: { min: 1, max: 256, default: 32 },
  epochs: { min: 1, max: 500, default: 40 },
  patience: { min: 1, max: 100, default: 8 },
  maxSteps: { min: 1, max: 1_000_000, default: 2000 },
  batchSize: { min: 1, max: 1024, default: 64 },
  memory: { min: 1, max: 10_000, default: 24 },
  learningRate: { min: 1e-6, max: 1, default: 3e-3 },
  seed: { min: 0, max: 2 ** 32 - 1, default: 1 },
  budgetSeconds: { min: 1, max: 86_400, default: 600 },
} as const satisfies Record<string, Bound>;

const integer = (bound: Bound) => z.int().min(bound.min).max(bound.max);
const knob = (bound: Bound) => integer(bound).default(bound.default);

const columnNames = z
  .array(z.string().min(1).max(200))
  .max(20)
  .default([])
  .transform((names) => [...new Set(names)]);

/**
 * Everything that decides a run besides its data. `null` means "choose from the data", and the choice is
 * recorded in the result.
 */
const runConfigShape = z.object({
  horizon: integer(bounds.horizon),
  lookback: integer(bounds.lookback).nullable().default(null),
  seasonLength: integer(bounds.seasonLength).nullable().default(null),
  /** Networks and further baselines; the four naive forecasters always run. */
  forecasters: z
    .array(z.enum([...baselineKinds, ...networkKinds]))
    .default([...usualKinds])
    .transform((kinds) => [...new Set(kinds)]),
  /** null: 24 where the series is long enough, fewer otherwise. */
  folds: integer(bounds.folds).nullable().default(null),
  /** Distance between origins; null: the horizon. */
  stride: integer(bounds.horizon).nullable().default(null),
  /** How often networks are trained again along the selection and along the verdict part; null: three times each where that takes no time. */
  refits: integer(bounds.refits).nullable().default(null),
  seeds: knob(bounds.seeds),
  units: knob(bounds.units),
  epochs: knob(bounds.epochs),
  patience: knob(bounds.patience),
  /** The most steps of the optimiser in one training; null: as many as the epochs take. */
  maxSteps: integer(bounds.maxSteps).nullable().default(null),
  batchSize: knob(bounds.batchSize),
  learningRate: z
    .number()
    .min(bounds.learningRate.min)
    .max(bounds.learningRate.max)
    .default(bounds.learningRate.default),
  /** Observations that the gates of LSTM and GRU are to remember from the start; null: the usual start. */
  memory: integer(bounds.memory).nullable().default(null),
  seed: knob(bounds.seed),
  levels: z
    .array(z.int().min(1).max(99))
    .max(5)
    .default([80, 95])
    .transform((levels) => [...new Set(levels)].sort((a, b) => a - b)),
  /** Wall-clock limit of the whole run; null: none. */
  budgetSeconds: integer(bounds.budgetSeconds).nullable().default(null),
  /** What forecasters see where a value is missing; `mask`: each leaves it out in its own way. */
  missing: z.enum(missingPolicies).default('mask'),
  /** Columns beside each series that are known up to an origin. */
  past: columnNames,
  /** Columns that are known in advance, as far as the horizon reaches. */
  future: columnNames,
  /** Whether networks and ridge are told the place in the day, the week and the year. */
  calendar: z.boolean().default(false),
  /** No forecast and no band goes below it; null: nothing is known. */
  floor: z.number().nullable().default(null),
  /** No forecast and no band goes above it; null: nothing is known. */
  cap: z.number().nullable().default(null),
});

/** A configuration as it comes in: complete after parsing. */
export const runConfigSchema = runConfigShape.refine(
  ({ floor, cap }) => floor === null || cap === null || floor < cap,
  { path: ['cap'], message: 'must be above the floor' },
);

/** A run's configuration, complete. */
export type RunConfig = z.output<typeof runConfigSchema>;
/** What a person has to give: the horizon; all else has a default. */
export type RunConfigInput = z.input<typeof runConfigSchema>;

/** The named sets of folds, seeds and trainings along the selection and the verdict part. */
export const presets = {
  draft: { folds: 8, seeds: 1, refits: 0 },
  default: { folds: 24, seeds: 1, refits: null },
  honest: { folds: 24, seeds: 3, refits: 3 },
} as const;
export type Preset = keyof typeof presets;
