import { describe, expect, test } from 'vitest';
import type { PanelSeries } from '#forecasting/evaluation/panel.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { calibrateRecord } from '#forecasting/running/calibrate-record.ts';
import type { ForecasterRecord } from '#forecasting/running/forecaster-record.ts';
import { yardstickAt } from '#forecasting/running/yardstick-at.ts';

const horizon = 4;
const origins = [20, 24, 28, 32, 36, 40];

/** A panel of noise around 0, each series with its own size, and a forecaster that always says 0. */
function noisePanel(sizes: readonly number[]) {
  const random = createRandom(3);
  const panel: PanelSeries[] = sizes.map((size, i) => ({
    name: String(i),
    values: Float64Array.from({ length: 50 }, () => size * drawNormal(random)),
    seasonLength: 1,
    split: { trainingLength: 21, selectionOrigins: origins, verdictOrigins: [] },
  }));
  const record: ForecasterRecord = {
    kind: 'mean',
    selection: panel.map(() => origins.map(() => new Float64Array(horizon))),
    verdict: panel.map(() => []),
    issued: [],
    members: [],
    leak: { origins: 0, differing: 0 },
    fitSeconds: 0,
    predictSeconds: 0,
    parameters: 0,
  };
  const ones = panel.map(() => origins.map(() => 1));
  const scales = { selection: ones, verdict: ones, issued: panel.map(() => 1) };
  const yardstick = yardstickAt('local-scale', record, scales);
  return calibrateRecord(record, panel, { yardstick, level: 0, parts: ['selection'], horizon });
}

describe('calibrateRecord()', () => {
  test('calibrateRecord() gives a series that is ten times harder a band about ten times wider', () => {
    const sizes = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 10));
    const { difficulty } = noisePanel(sizes);
    const ratio = difficulty[1]! / difficulty[0]!;
    expect(ratio).toBeGreaterThan(6);
    expect(ratio).toBeLessThan(14);
  });

  test('calibrateRecord() trusts the panel where series differ by chance only', () => {
    const { difficulty } = noisePanel(new Array(40).fill(1));
    expect(Math.max(...difficulty) / Math.min(...difficulty)).toBeLessThan(1.5);
  });

  test('calibrateRecord() takes the residuals of a single series as they are', () => {
    const { difficulty, calibration } = noisePanel([3]);
    expect(difficulty).toEqual([1]);
    expect(calibration.byStep).toHaveLength(horizon);
  });
});
