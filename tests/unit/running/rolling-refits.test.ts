import { describe, expect, test } from 'vitest';
import { compareReplay } from '#forecasting/compare-replay.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { executeRun } from '#forecasting/run.ts';
import type { ReportProgress, RunProgress } from '#forecasting/run-progress.ts';
import type { MemberRecord } from '#forecasting/run-result.ts';
import { dailySeries } from '../../support/run-series.ts';
import { runSurroundings } from '../../support/run-surroundings.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();

/** A walk whose daily step goes from one up to one down for the last third. */
function turning(length = 240): number[] {
  const random = createRandom(5);
  let level = 0;
  return Array.from({ length }, (_, i) => {
    level += (i < (length * 2) / 3 ? 1 : -1) + 0.2 * drawNormal(random);
    return level;
  });
}

async function run(
  config: Partial<RunConfigInput> = {},
  recipe?: readonly MemberRecord[],
  report: ReportProgress = () => {},
) {
  const parsed = runConfigSchema.parse({
    horizon: 3,
    lookback: 8,
    forecasters: ['rnn'],
    epochs: 6,
    folds: 12,
    ...config,
  });
  const request = { series: [dailySeries(turning())], config: parsed, recipe };
  const { result } = await executeRun(
    request,
    runSurroundings((kind, options) => createRecurrentForecaster(kind, options, engine().kernels), {
      report,
    }),
  );
  return result;
}

const foldsOf = (result: Awaited<ReturnType<typeof run>>) =>
  result.series[0]!.folds.map(({ forecasts }) => forecasts.rnn!);

describe('trainings along the selection and the verdict part', () => {
  test('let a network forecast later folds with what happened before them', async () => {
    const [once, along] = [await run({ refits: 0 }), await run({ refits: 4 })];
    const errorOf = ({ leaderboard }: typeof once) =>
      leaderboard.find(({ kind }) => kind === 'rnn')!.scores!.mae!;
    expect(errorOf(along)).toBeLessThan(errorOf(once));
    expect(along.members![0]!.selectionFits).toHaveLength(4);
    expect(along.members![0]!.verdictFits).toHaveLength(4);
    expect(once.members![0]).not.toHaveProperty('selectionFits');
    expect(once.members![0]).not.toHaveProperty('verdictFits');
    expect(along.members![0]!.sha256).toBe(once.members![0]!.sha256);
    expect(along.series[0]!.forecasts.rnn!.values).toEqual(once.series[0]!.forecasts.rnn!.values);
  });

  test('see nothing past the fold that they stand before, and all are checked for it', async () => {
    const result = await run({ refits: 4 });
    expect(result.leakCheck).toMatchObject({ passed: true, failed: [] });
    // Four naive forecasters and the network, at twelve origins each.
    expect(result.leakCheck!.compared).toBe(5 * 12);
  });

  test('are three where nothing else is asked for and the series is short', async () => {
    const [member] = (await run()).members!;
    expect([member!.selectionFits, member!.verdictFits].map((fits) => fits?.length)).toEqual([3, 3]);
  });

  test('are told one by one, each further on than the one before', async () => {
    const told: RunProgress[] = [];
    await run({ refits: 2 }, undefined, (progress) => told.push(progress));
    const shares = told.flatMap((one) => (one.kind === 'phase' && one.phase === 'again' ? one.share : []));
    // Two along either part and one on everything, for each of the networks that answer.
    expect(shares.length % 5).toBe(0);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.slice(1).every((share, i) => share > shares[i]!)).toBe(true);
  });

  test('are done again bit for bit by a replay', async () => {
    const first = await run({ refits: 2 });
    const again = await run({ refits: 2 }, first.members);
    expect(foldsOf(again)).toEqual(foldsOf(first));
    expect(compareReplay(first, again)).toMatchObject({ same: true, networks: first.members!.length });
    for (const part of ['selectionFits', 'verdictFits'] as const) {
      const tampered = first.members!.map((member) => ({
        ...member,
        [part]: member[part]!.map((fit) => ({ ...fit, sha256: '0' })),
      }));
      expect(compareReplay({ ...first, members: tampered }, again).same).toBe(false);
    }
  });

  test('keep to the verdict part in the replay of a run that had none along the selection', async () => {
    const first = await run({ refits: 2 });
    const older = first.members!.map(({ selectionFits: _, ...member }) => member);
    const again = await run({ refits: 2 }, older);
    expect(foldsOf(again)).toEqual(foldsOf(first));
    expect(again.members![0]).not.toHaveProperty('selectionFits');
    expect(compareReplay({ ...first, members: older }, again).same).toBe(true);
  });

  test('are left out in the replay of a run that had none', async () => {
    const first = await run({ refits: 0 });
    const again = await run({}, first.members);
    expect(compareReplay(first, again).same).toBe(true);
  });
});
