import { describe, expect, test } from 'vitest';
import { alertFirings, type NumberedForecast } from '#forecasting/ledger/alert-firings.ts';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import { firingInWords } from '#forecasting/ledger/alert-words.ts';
import { backtestPast } from '#forecasting/ledger/backtest-past.ts';
import { seriesResultOf } from '#tests/support/stored-run.ts';

const forecast = (id: number, change: Partial<NumberedForecast> = {}): NumberedForecast => ({
  id,
  originStamp: id,
  stamps: [id + 1, id + 2],
  values: [4, 4],
  naive: [4, 4],
  bands: { 95: { lower: [3, 3], upper: [5, 5] } },
  actual: [null, null],
  ...change,
});
const keys = (rule: AlertRule, forecasts: NumberedForecast[]) =>
  alertFirings(rule, { forecasts, failures: [] }).map(({ key }) => key);

describe('a forecast that crosses a threshold', () => {
  const rule = { kind: 'forecast-crosses', direction: 'above', threshold: 38, withinSteps: 2 } as const;

  test('fires when it first does, and again only after it has not', () => {
    const values = [
      [37, 37],
      [37, 39],
      [40, 41],
      [38, 38],
      [39, 0],
    ];
    const forecasts = values.map((said, id) => forecast(id, { values: said }));
    expect(keys(rule, forecasts)).toEqual(['forecast 1', 'forecast 4']);
    const [first] = alertFirings(rule, { forecasts, failures: [] });
    expect(first).toMatchObject({ at: 1, stamp: 3, value: 39 });
  });

  test('looks no further ahead than it is asked to', () => {
    expect(keys({ ...rule, withinSteps: 1 }, [forecast(1, { values: [37, 50] })])).toEqual([]);
    expect(keys({ ...rule, direction: 'below', threshold: 0 }, [forecast(1, { values: [-1, 0] })])).toEqual([
      'forecast 1',
    ]);
  });
});

describe('what comes outside of its band', () => {
  const rule = { kind: 'outside-band', level: 95, times: 2, withinRows: 3 } as const;
  /** One forecast a value, one step ahead. */
  const came = (...values: (number | null)[]) =>
    values.map((value, id) => forecast(id, { actual: [value, null] }));

  test('fires at the last of so many, and counts afresh', () => {
    expect(keys(rule, came(9, 4, 9, 9, 9, 4, 4, 4, 9))).toEqual(['band 3', 'band 5']);
  });

  test('does not count what lies too far back, a missing value, or a band that was refused', () => {
    expect(keys(rule, came(9, 4, 4, 9))).toEqual([]);
    expect(keys(rule, came(9, null, 9))).toEqual(['band 3']);
    const refused = came(9, 9).map((one) => ({ ...one, bands: { 95: { lower: [null], upper: [null] } } }));
    expect(keys(rule, refused)).toEqual([]);
  });

  test('judges each value by the latest forecast before it', () => {
    const wide = { 95: { lower: [0, 0], upper: [100, 100] } };
    const early = forecast(1, { actual: [4, 50] });
    const late = forecast(2, { actual: [50, null], bands: wide });
    expect(keys({ ...rule, times: 1 }, [early, late])).toEqual([]);
    expect(keys({ ...rule, times: 1 }, [early])).toEqual(['band 3']);
  });
});

test('live skill under the naive fires when it gets there, not while it stays', () => {
  const rule = { kind: 'under-naive', rows: 2 } as const;
  const worse = [false, true, true, true, false, false, true, true];
  const forecasts = worse.map((isWorse, id) =>
    forecast(id, { actual: [4, null], values: [isWorse ? 8 : 4, 4], naive: [isWorse ? 4 : 5, 4] }),
  );
  expect(keys(rule, forecasts)).toEqual(['naive 2', 'naive 7']);
});

test('a run that has failed fires once, by its number', () => {
  const firings = alertFirings(
    { kind: 'run-failed' },
    { forecasts: [], failures: [{ id: 7, failedAt: 50, message: 'It needs more memory.' }] },
  );
  expect(firings).toMatchObject([{ key: 'run 7', at: 50, runId: 7 }]);
  const wording = { seriesName: 'Sales', writeValue: String, writeStamp: String };
  expect(firingInWords({ kind: 'run-failed' }, firings[0]!, wording)).toBe(
    'Sales: run 7 has failed. It needs more memory.',
  );
});

test('firingInWords() says what crossed, where and how far', () => {
  const rule = { kind: 'forecast-crosses', direction: 'above', threshold: 38, withinSteps: 2 } as const;
  const [firing] = alertFirings(rule, { forecasts: [forecast(1, { values: [37, 39.4] })], failures: [] });
  const wording = {
    seriesName: 'Melbourne',
    writeValue: (v: number) => `${v} °C`,
    writeStamp: (s: number) => `day ${s}`,
  };
  expect(firingInWords(rule, firing!, wording)).toBe(
    'Melbourne: the forecast rises above 38 °C at day 3, to 39.4 °C.',
  );
});

test('backtestPast() lays the issued bands around what was said at each origin, before every issued forecast', () => {
  const result = {
    ...seriesResultOf(7),
    folds: [0, 1].map((origin) => ({
      originIndex: origin,
      originStamp: origin,
      stamps: [origin + 1, origin + 2],
      actual: [5, null],
      forecasts: { naive: [10 + origin, 10] },
    })),
    forecasts: {
      naive: { values: [7, 7], bands: { 80: { lower: [6, null], upper: [9, null] } } },
    },
  };
  expect(backtestPast(result)).toMatchObject([
    { id: -2, originStamp: 0, bands: { 80: { lower: [9, null], upper: [12, null] } }, naive: undefined },
    { id: -1, originStamp: 1, bands: { 80: { lower: [10, null], upper: [13, null] } } },
  ]);
});
