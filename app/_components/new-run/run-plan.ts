import { usualHorizon } from '#app/_lib/horizon-choices.ts';
import { bounds, type Preset, presets, type RunConfigInput } from '#forecasting/config.ts';
import { type BaselineKind, type NetworkKind, usualKinds } from '#forecasting/forecaster-kind.ts';
import type { MissingPolicy } from '#forecasting/series/fill-missing.ts';
import type { RunRow, SeriesRow } from '#server/api-types.ts';

/** What the form of a new run holds; null is "choose from the data". */
export interface RunPlan {
  readonly seriesIds: readonly number[];
  readonly horizon: number;
  readonly stride: number | null;
  readonly forecasters: readonly (NetworkKind | BaselineKind)[];
  readonly lookback: number | null;
  readonly seasonLength: number | null;
  readonly folds: number | null;
  /** Trainings along the selection and along the verdict part; null: as many as take no time. */
  readonly refits: number | null;
  readonly seeds: number;
  readonly units: number;
  readonly epochs: number;
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Observations that the gates remember from the start; null: the usual start. */
  readonly memory: number | null;
  readonly seed: number;
  readonly budgetSeconds: number | null;
  readonly missing: MissingPolicy;
  /** Columns known up to an origin, and in advance. */
  readonly past: readonly string[];
  readonly future: readonly string[];
  readonly calendar: boolean;
  readonly floor: number | null;
  readonly cap: number | null;
}

/** Changes some of a plan. */
export type ChangePlan = (change: Partial<RunPlan>) => void;

export function initialPlan(row: SeriesRow): RunPlan {
  return {
    seriesIds: [row.id],
    horizon: usualHorizon(row.frequency, row.rows),
    stride: null,
    forecasters: usualKinds,
    lookback: null,
    seasonLength: null,
    folds: null,
    refits: null,
    seeds: bounds.seeds.default,
    units: bounds.units.default,
    epochs: bounds.epochs.default,
    patience: bounds.patience.default,
    batchSize: bounds.batchSize.default,
    learningRate: bounds.learningRate.default,
    memory: null,
    seed: bounds.seed.default,
    budgetSeconds: null,
    missing: 'mask',
    past: [],
    future: [],
    calendar: false,
    floor: null,
    cap: null,
  };
}

/** The plan that a run was made by, to be changed; what the form does not ask for has its default. */
export function planOf({ seriesIds, config }: Pick<RunRow, 'seriesIds' | 'config'>, row: SeriesRow): RunPlan {
  const { levels: _, maxSteps: __, calendar, ...knobs } = config;
  return { ...initialPlan(row), ...knobs, calendar: calendar ?? false, seriesIds };
}

/** The plan as the API takes it. */
export function configOf({ seriesIds: _, forecasters, past, future, ...knobs }: RunPlan): RunConfigInput {
  return { ...knobs, forecasters: [...forecasters], past: [...past], future: [...future] };
}

/** The preset whose numbers a plan has, if any. */
export function presetOf({ folds, seeds, refits }: RunPlan): Preset | undefined {
  const names = ['draft', 'default', 'honest'] as const;
  return names.find((name) => {
    const preset = withPreset(name);
    return preset.folds === folds && preset.seeds === seeds && preset.refits === refits;
  });
}

/** The default leaves the number of folds to the data: 24 where the series is long enough. */
export function withPreset(preset: Preset): Partial<RunPlan> {
  const { folds, seeds, refits } = presets[preset];
  return { folds: preset === 'default' ? null : folds, seeds, refits };
}
