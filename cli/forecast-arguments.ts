import { parseArgs } from 'node:util';
import {
  bounds,
  presets,
  type RunConfig,
  type RunConfigInput,
  runConfigSchema,
} from '#forecasting/config.ts';
import { baselineKinds, networkKinds } from '#forecasting/forecaster-kind.ts';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import { missingPolicies } from '#forecasting/series/fill-missing.ts';
import { usageFailure } from './exit-codes.ts';
import { readingOptions, toReadingFlags } from './reading-arguments.ts';

/** What `hindcast forecast` was asked to do. */
export interface ForecastArguments {
  readonly file: string;
  readonly flags: ReadingFlags;
  readonly config: RunConfig;
  readonly all: boolean;
  readonly json: boolean;
  readonly out: string | undefined;
  /** A file for what was said at every test origin. */
  readonly backtest: string | undefined;
}

const options = {
  ...readingOptions,
  horizon: { type: 'string' },
  season: { type: 'string' },
  lookback: { type: 'string' },
  memory: { type: 'string' },
  forecasters: { type: 'string' },
  folds: { type: 'string' },
  preset: { type: 'string' },
  seed: { type: 'string' },
  seeds: { type: 'string' },
  refits: { type: 'string' },
  'max-steps': { type: 'string' },
  budget: { type: 'string' },
  levels: { type: 'string' },
  missing: { type: 'string' },
  past: { type: 'string' },
  future: { type: 'string' },
  calendar: { type: 'boolean' },
  floor: { type: 'string' },
  cap: { type: 'string' },
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  out: { type: 'string' },
  backtest: { type: 'string' },
} as const;

type Values = ReturnType<typeof parse>['values'];

/** The option that sets each field of the configuration, so that a bound is reported in the caller's words. */
const optionOf: Record<string, string> = {
  seasonLength: '--season',
  budgetSeconds: '--budget',
  maxSteps: '--max-steps',
};

/** Reads the words after `forecast`; anything wrong is a usage failure that names the option. */
export function parseForecastArguments(argv: readonly string[]): ForecastArguments {
  const { values, positionals } = parse(argv);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw usageFailure('forecast needs exactly one FILE.');
  const config = toConfig(values);
  if (values.json && values.out !== undefined) throw usageFailure('Give --json or --out, not both.');
  return {
    file,
    flags: withCovariates(toReadingFlags(values), config),
    config,
    all: values.all ?? false,
    json: values.json ?? false,
    out: values.out,
    backtest: values.backtest,
  };
}

/** Where the targets are named, the columns beside them are read too. */
function withCovariates(flags: ReadingFlags, { past, future }: RunConfig): ReadingFlags {
  if (flags.targets === undefined) return flags;
  return { ...flags, targets: [...new Set([...flags.targets, ...past, ...future])] };
}

function columnsOf(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (problem) {
    throw usageFailure((problem as Error).message);
  }
}

function toConfig(values: Values): RunConfig {
  if (values.horizon === undefined) throw usageFailure('--horizon N is needed: how many steps ahead?');
  const given = {
    horizon: number('--horizon', values.horizon),
    ...presetOf(values),
    ...field('seasonLength', '--season', values.season),
    ...field('lookback', '--lookback', values.lookback),
    ...field('memory', '--memory', values.memory),
    ...field('seed', '--seed', values.seed),
    ...field('seeds', '--seeds', values.seeds),
    ...field('refits', '--refits', values.refits),
    ...field('maxSteps', '--max-steps', values['max-steps']),
    ...field('budgetSeconds', '--budget', values.budget),
    ...field('floor', '--floor', values.floor),
    ...field('cap', '--cap', values.cap),
    ...(values.missing === undefined ? {} : { missing: values.missing }),
    ...(values.past === undefined ? {} : { past: columnsOf(values.past) }),
    ...(values.future === undefined ? {} : { future: columnsOf(values.future) }),
    ...(values.calendar ? { calendar: true } : {}),
    ...(values.forecasters === undefined
      ? {}
      : { forecasters: values.forecasters.split(',').filter(Boolean) }),
    ...(values.levels === undefined
      ? {}
      : { levels: values.levels.split(',').map((level) => number('--levels', level)) }),
  };
  const parsed = runConfigSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  throw usageFailure(`${optionOf[name] ?? `--${name}`} ${expectationOf(name)}.`);
}

/** What a field takes, in words that do not come from the schema's library. */
function expectationOf(name: string): string {
  if (name === 'forecasters') return `takes a list of ${[...baselineKinds, ...networkKinds].join(', ')}`;
  if (name === 'past' || name === 'future') return 'takes up to 20 names of columns, such as price,holiday';
  if (name === 'missing') return `is one of ${missingPolicies.join(', ')}`;
  if (name === 'cap') return 'is a number above --floor';
  if (name === 'levels') return 'takes up to five whole numbers from 1 to 99, such as 80,95';
  const bound = Object.hasOwn(bounds, name) ? bounds[name as keyof typeof bounds] : undefined;
  return bound ? `is a whole number from ${bound.min} to ${bound.max}` : 'was not accepted';
}

function presetOf(values: Values): Partial<Pick<RunConfigInput, 'folds' | 'seeds' | 'refits'>> {
  if (values.preset !== undefined && values.folds !== undefined) {
    throw usageFailure('--folds and --preset exclude each other: give one of them.');
  }
  if (values.folds !== undefined) return { folds: number('--folds', values.folds) };
  if (values.preset === undefined) return {};
  if (values.preset !== 'draft' && values.preset !== 'honest') {
    throw usageFailure(`--preset is draft or honest, not "${values.preset}".`);
  }
  return presets[values.preset];
}

function field(name: string, option: string, value: string | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: number(option, value) };
}

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw usageFailure(`${option} needs a number, not "${text}".`);
  return value;
}
