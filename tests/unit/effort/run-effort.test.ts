import { describe, expect, test } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { runEffort } from '#forecasting/effort/run-effort.ts';
import { planRun, type SeriesOutline } from '#forecasting/running/plan-run.ts';

const hourly = (length: number): SeriesOutline => ({ name: 'load', length, seasonLength: 24 });

function effortOf(given: RunConfigInput, series: readonly SeriesOutline[], normalisations = 1) {
  const config = runConfigSchema.parse(given);
  return runEffort(planRun(config, series)!, config, normalisations);
}

describe('runEffort()', () => {
  const only = (...forecasters: NonNullable<RunConfigInput['forecasters']>) =>
    effortOf({ horizon: 24, forecasters }, [hourly(17_420)]).usual;

  test('runEffort() counts what is no network too: a linear map, more windows and wider ones', () => {
    const naive = only();
    expect(only('ridge') - naive).toBeGreaterThan(0.5);
    expect(only('dlinear')).toBeGreaterThan(only('ridge'));
    expect(only('ets')).toBeGreaterThan(naive);
    const narrow = { ...hourly(17_420), seasonLength: 1 };
    expect(effortOf({ horizon: 24, forecasters: ['ridge'] }, [narrow]).usual).toBeLessThan(only('ridge'));
    expect(effortOf({ horizon: 24, forecasters: ['ridge'] }, [hourly(1000)]).usual).toBeLessThan(
      only('ridge'),
    );
    const beside = { horizon: 24, forecasters: ['ridge' as const], past: ['a', 'b'], future: ['c'] };
    expect(effortOf(beside, [hourly(3000)]).usual).toBeGreaterThan(
      effortOf({ ...beside, past: [], future: [] }, [hourly(3000)]).usual,
    );
  });

  test('runEffort() grows with seeds, normalisations, epochs and heavier cells in proportion', () => {
    const naive = only();
    const networks = (given: Partial<RunConfigInput>, normalisations = 1) =>
      effortOf({ horizon: 24, forecasters: ['gru'], ...given }, [hourly(17_420)], normalisations).usual -
      naive;
    expect(networks({ seeds: 3 })).toBeCloseTo(3 * networks({}), 9);
    expect(networks({}, 2)).toBeCloseTo(2 * networks({}), 9);
    expect(networks({ epochs: 5 })).toBeLessThan(0.5 * networks({}));
    expect(networks({ maxSteps: 64 })).toBeLessThan(networks({ epochs: 5 }));
    expect(networks({ forecasters: ['lstm'] })).toBeGreaterThan(networks({ forecasters: ['rnn'] }));
    expect(networks({ units: 128 })).toBeGreaterThan(4 * networks({}));
  });

  test('runEffort() is most where a budget pays for as many networks as there may be', () => {
    const { usual, most } = effortOf({ horizon: 24, forecasters: ['gru'] }, [hourly(17_420)], 2);
    expect(most).toBeGreaterThan(8 * usual);
    const without = effortOf({ horizon: 24, forecasters: ['ridge'] }, [hourly(17_420)]);
    expect(without.most).toBe(without.usual);
  });

  test('runEffort() of a few series counts the networks that each of them gets', () => {
    const few = Array.from({ length: 8 }, () => hourly(700));
    const many = Array.from({ length: 9 }, () => hourly(700));
    const config = { horizon: 24, forecasters: ['gru' as const] };
    expect(effortOf(config, few).usual).toBeGreaterThan(effortOf(config, many).usual);
  });
});
