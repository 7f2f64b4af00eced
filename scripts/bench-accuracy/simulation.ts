// What is said of series whose truth is known: 200 random walks and 200 white noises, on which nothing can be found, and
// 100 noisy nonlinear autoregressions, on which something can; and of series so short that folds overlap, on which the last
// value or the last season is all there is to say. Argument: seed.

import { runConfigSchema } from '#forecasting/config.ts';
import { isNaive, isNetwork } from '#forecasting/forecaster-kind.ts';
import { createRandom, deriveSeed, drawNormal, type Random } from '#forecasting/random.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { executeRun } from '#forecasting/run.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import { startTensorEngine } from '#workers/tensor-backend.ts';

const day = 86_400_000;
const levels = [80, 90, 95];
const seed = Number(process.argv[2]);
const { kernels } = await startTensorEngine();

/** How a series is run. */
interface Setting {
  readonly rows: number;
  readonly horizon: number;
  readonly seasonLength: number;
}

const usual: Setting = { rows: 500, horizon: 6, seasonLength: 1 };
const short: Setting = { rows: 132, horizon: 12, seasonLength: 12 };

/** Draws the next value from those before it. */
type Law = (before: readonly number[], random: Random) => number;
const laws: Readonly<
  Record<string, { readonly count: number; readonly next: Law; readonly setting?: Setting }>
> = {
  'random walk': { count: 200, next: (before, random) => (before.at(-1) ?? 100) + drawNormal(random) },
  'white noise': { count: 200, next: (_, random) => drawNormal(random) },
  learnable: {
    count: 100,
    next: (earlier, random) => {
      const [last = 0.2, before = 0.1] = [earlier.at(-1), earlier.at(-2)];
      return 2 * Math.tanh(0.9 * last - 0.85 * before) + 0.15 * drawNormal(random);
    },
  },
  'short random walk': {
    count: 100,
    next: (before, random) => (before.at(-1) ?? 100) + drawNormal(random),
    setting: short,
  },
  'short seasonal walk': {
    count: 100,
    next: (before, random) => (before.at(-12) ?? 100 + 10 * drawNormal(random)) + 3 * drawNormal(random),
    setting: short,
  },
};

const told: Record<string, { beats: number; advised: number; coverage: Record<string, number> }> = {};
for (const [name, { count, next, setting = usual }] of Object.entries(laws)) {
  const results: RunResult[] = [];
  for (let i = 0; i < count; i++) {
    const random = createRandom(deriveSeed(seed, `${name} ${i}`));
    results.push(await forecast(simulate(next, setting.rows, random), setting));
    if (i % 20 === 19) process.stderr.write(`${name}: ${i + 1} of ${count}\n`);
  }
  told[name] = {
    beats: results.filter(({ verdict }) => verdict.outcome === 'beats').length / count,
    advised: results.filter(({ recommended }) => !isNaive(recommended)).length / count,
    coverage: Object.fromEntries(levels.map((level) => [level, worstCoverage(results, level)])),
  };
}
process.stdout.write(JSON.stringify(told));
process.exit(0);

function simulate(next: Law, rows: number, random: Random): Float64Array {
  const values: number[] = [];
  while (values.length < rows) values.push(next(values, random));
  return Float64Array.from(values);
}

async function forecast(values: Float64Array, { horizon, seasonLength }: Setting): Promise<RunResult> {
  const axis = {
    kind: 'time',
    stamps: values.map((_, i) => i * day),
    frequency: 'daily',
    zone: undefined,
  } as const;
  const config = runConfigSchema.parse({ horizon, seasonLength, levels });
  const { result } = await executeRun(
    { series: [{ name: 'simulated', axis, values }], config },
    {
      report: () => {},
      now: () => performance.now(),
      signal: new AbortController().signal,
      pause: () => Promise.resolve(),
      createNetwork: (kind, options) => createRecurrentForecaster(kind, options, kernels),
      encodeModel,
      engine: { backend: 'bench', simd: 'none', kernelBuild: '', threads: 1 },
    },
  );
  return result;
}

/** How far a network's band is from its promise, over all series: of the networks the one that is furthest. */
function worstCoverage(results: readonly RunResult[], level: number): number {
  const kinds = results[0]!.leaderboard.map(({ kind }) => kind).filter(isNetwork);
  const off = kinds.map((kind) => {
    const caught = results.flatMap(({ leaderboard }) => {
      const share = leaderboard.find((line) => line.kind === kind)?.coverage[level];
      return share == null ? [] : [share];
    });
    return caught.reduce((sum, share) => sum + share, 0) / caught.length - level / 100;
  });
  return off.reduce((worst, one) => (Math.abs(one) > Math.abs(worst) ? one : worst), 0);
}
