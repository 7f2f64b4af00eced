import { describe, expect, test } from 'vitest';
import { chooseEts, estimateEts } from '#forecasting/baselines/choose-ets.ts';
import { createEts } from '#forecasting/baselines/ets.ts';
import { type EtsForm, etsForms, nameOfForm } from '#forecasting/baselines/ets-form.ts';
import { isForecastable } from '#forecasting/baselines/ets-stability.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';

const pause = () => Promise.resolve();
const form = (name: string): EtsForm =>
  etsForms({ positive: true, seasonal: true }).find((one) => nameOfForm(one) === name)!;

/** Series that R and we can both make from a formula, so that no data has to be copied. */
const over = (length: number, at: (t: number) => number) => Float64Array.from({ length }, (_, t) => at(t));
const monthly = over(
  96,
  (t) => (100 + t / 2) * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 12)) + 3 * Math.sin(t * t),
);
const wavy = over(96, (t) => 20 + 10 * Math.sin(t / 9) + 4 * Math.sin(3 * t * t));
const signed = over(96, (t) => [-5, 0, 4, 1][t % 4]! + t / 20 + Math.sin(t * t));
/** Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (2nd ed.), sections 7.1 and 7.2. */
const oil = Float64Array.of(
  ...[445.36, 453.2, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89],
  ...[509.87, 456.72, 473.82, 525.95, 549.83, 542.34],
);
const air = Float64Array.of(
  ...[17.55, 21.86, 23.89, 26.93, 26.89, 28.83, 30.08, 30.95, 30.19, 31.58, 32.58, 33.48, 39.02, 41.39],
  ...[41.6, 44.66, 46.95, 48.73, 51.49, 50.03, 60.64, 63.36, 66.36, 68.2, 68.12, 69.78, 72.6],
);
const series = { monthly, wavy, signed, oil, air };
const seasons = { monthly: 12, wavy: 1, signed: 4, oil: 1, air: 1 };

/** The search works at the size of 1; the criterion is shifted back to the data's units. */
function sized(values: Float64Array): { shown: Float64Array; size: number; shift: number } {
  const size = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  return { shown: values.map((value) => value / size), size, shift: 2 * values.length * Math.log(size) };
}

async function forecastAlone(values: Float64Array, seasonLength: number, horizon = 4) {
  const fitted = await createEts(pause).fit([]);
  return fitted.forecast([{ values, seasonLength }], horizon)[0]!;
}

describe('isForecastable()', () => {
  // R 4.2.2, package forecast 8.20: forecast:::admissible(alpha, beta, gamma, phi, m).
  test.each([
    [{ alpha: 0.3, beta: 0.05, gamma: 0.1, phi: 1 }, 12, true],
    [{ alpha: 0.3, beta: 0.29, gamma: 0.69, phi: 1 }, 12, false],
    [{ alpha: 0.9, beta: 0.8, gamma: 0.05, phi: 1 }, 4, true],
    [{ alpha: 1.5, beta: 0.2, gamma: 0.4, phi: 0.9 }, 4, false],
    [{ alpha: 0.5, beta: 0.4, gamma: 0.49, phi: 0.95 }, 24, false],
    [{ alpha: 0.9, beta: 0, gamma: 0.3, phi: 1 }, 4, true],
    [{ alpha: 0.9, beta: 0, gamma: 1.3, phi: 1 }, 4, false],
    [{ alpha: 0.1, beta: 0.09, gamma: 0.9, phi: 1 }, 4, true],
  ])('isForecastable(%j, %d) is %s, as in R', (weights, m, expected) => {
    expect(isForecastable(weights, m)).toBe(expected);
  });
});

describe('estimateEts()', () => {
  // R 4.2.2, package forecast 8.20: ets(y, model, damped)$aicc, with y made by the same formulas.
  test.each([
    ['wavy', 'ETS(A,N,N)', 688.7348],
    ['wavy', 'ETS(A,A,N)', 687.0368],
    ['wavy', 'ETS(A,Ad,N)', 685.3153],
    ['wavy', 'ETS(M,N,N)', 722.9435],
    ['oil', 'ETS(A,N,N)', 179.8588],
    ['oil', 'ETS(A,A,N)', 182.2951],
    ['oil', 'ETS(M,N,N)', 180.3362],
    ['oil', 'ETS(M,A,N)', 181.8287],
    ['air', 'ETS(A,N,N)', 156.048],
    ['air', 'ETS(A,A,N)', 143.9701],
    ['air', 'ETS(A,Ad,N)', 149.8259],
    ['air', 'ETS(M,A,N)', 142.2686],
    ['air', 'ETS(M,Ad,N)', 145.7732],
    ['signed', 'ETS(A,N,A)', 406.1081],
    ['signed', 'ETS(A,A,A)', 391.3044],
    ['signed', 'ETS(A,Ad,A)', 400.7033],
    ['monthly', 'ETS(A,N,A)', 718.8772],
    ['monthly', 'ETS(A,A,A)', 706.0734],
    ['monthly', 'ETS(M,N,M)', 697.5958],
    ['monthly', 'ETS(M,A,M)', 624.6847],
    ['monthly', 'ETS(M,Ad,M)', 645.83],
  ] as const)('of %s as %s is at least as likely as what R finds: AICc %d', (name, kind, aicc) => {
    const { shown, shift } = sized(series[name]);
    expect(estimateEts(form(kind), shown, seasons[name])!.aicc + shift).toBeLessThan(aicc + 0.1);
  });

  test.each([
    ['oil', 'ETS(A,N,N)', 0.8337],
    ['oil', 'ETS(M,N,N)', 0.7521],
    ['wavy', 'ETS(A,N,N)', 0.5221],
  ] as const)('of %s as %s finds the same level weight as R: %d', (name, kind, alpha) => {
    const { shown } = sized(series[name]);
    expect(estimateEts(form(kind), shown, seasons[name])!.start.alpha).toBeCloseTo(alpha, 2);
  });

  test('estimateEts() is undefined where the season is longer than half of the series', () => {
    expect(estimateEts(form('ETS(A,N,A)'), monthly.subarray(0, 20), 12)).toBeUndefined();
  });
});

describe('chooseEts()', () => {
  // R 4.2.2, package forecast 8.20: ets(y)$method.
  test.each([
    ['monthly', 'ETS(M,A,M)'],
    ['signed', 'ETS(A,A,A)'],
    ['oil', 'ETS(A,N,N)'],
    ['air', 'ETS(M,A,N)'],
  ] as const)('chooses for %s what R does: %s', (name, expected) => {
    expect(nameOfForm(chooseEts(sized(series[name]).shown, seasons[name])!.form)).toBe(expected);
  });

  test('chooses a season only where there is one', () => {
    const random = createRandom(3);
    const noise = over(120, () => 50 + drawNormal(random));
    expect(chooseEts(sized(noise).shown, 12)!.form.season).toBe('none');
  });
});

describe('createEts()', () => {
  // R 4.2.2, package forecast 8.20: forecast(ets(y), h = 4, PI = FALSE)$mean.
  test.each([
    ['monthly', [147.858, 172.7504, 187.6718, 194.9042], 0.01],
    ['signed', [-0.1637, 5.1399, 9.0144, 6.2436], 0.1],
    ['oil', [542.6789, 542.6789, 542.6789, 542.6789], 1e-4],
    ['air', [74.6184, 76.7262, 78.834, 80.9417], 0.002],
  ] as const)('forecasts %s as R does', async (name, expected, share) => {
    const forecast = await forecastAlone(series[name], seasons[name]);
    const size = Math.max(...expected);
    for (const [step, value] of expected.entries()) {
      expect(Math.abs(forecast[step]! - value)).toBeLessThan(share * size);
    }
  });

  test('keeps what it chose for a series and moves its states with newer observations', async () => {
    const fitted = await createEts(pause).fit([
      { values: monthly.subarray(0, 72), seasonLength: 12, series: 0 },
      { values: wavy, seasonLength: 1, series: 1 },
    ]);
    const known = fitted.forecast([{ values: monthly, seasonLength: 12, series: 0 }], 12)[0]!;
    const alone = fitted.forecast([{ values: monthly, seasonLength: 12 }], 12)[0]!;
    expect(known).not.toEqual(alone);
    for (const [step, value] of alone.entries()) expect(known[step]! / value).toBeCloseTo(1, 1);
    const again = await fitted.refit!([{ values: monthly, seasonLength: 12 }]);
    const refitted = again.forecast([{ values: monthly, seasonLength: 12, series: 0 }], 12)[0]!;
    for (const [step, value] of alone.entries()) expect(refitted[step]! / value).toBeCloseTo(1, 2);
  });

  test('adjusts for a season of more than 24', async () => {
    const yearly = over(
      240,
      (t) => 50 + 20 * Math.sin((2 * Math.PI * t) / 52) + Math.sin(t * t) + (t % 52) / 10,
    );
    const forecast = await forecastAlone(yearly, 52, 26);
    const expected = over(26, (step) => {
      const t = 240 + step;
      return 50 + 20 * Math.sin((2 * Math.PI * t) / 52) + (t % 52) / 10;
    });
    for (const [step, value] of expected.entries()) expect(Math.abs(forecast[step]! - value)).toBeLessThan(3);
  });

  test('a missing observation moves nothing', async () => {
    const gappy = monthly.map((value, t) => (t % 17 === 5 ? Number.NaN : value));
    const forecast = await forecastAlone(gappy, 12, 12);
    const whole = await forecastAlone(monthly, 12, 12);
    for (const [step, value] of whole.entries()) expect(forecast[step]! / value).toBeCloseTo(1, 1);
  });

  test.each([1e-12, 1e12, 1e300])('does not depend on the unit: scaled by %d', async (unit) => {
    const scaled = await forecastAlone(
      monthly.map((value) => value * unit),
      12,
    );
    const plain = await forecastAlone(monthly, 12);
    for (const [step, value] of plain.entries()) expect(scaled[step]! / unit / value).toBeCloseTo(1, 3);
  });
});
