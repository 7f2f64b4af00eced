import { describe, expect, test } from 'vitest';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import { createProgressMeter, type PlannedTrainings } from '#forecasting/running/progress-meter.ts';

const now = () => 0;
const trainingsOf = (kinds: Partial<Record<NetworkKind, PlannedTrainings>>) =>
  new Map(Object.entries(kinds) as [NetworkKind, PlannedTrainings][]);

describe('createProgressMeter()', () => {
  test('takes the usual number of epochs until trainings have ended, then learns from those', () => {
    const trainings = trainingsOf({ gru: { count: 4, epochCost: 1 } });
    const meter = createProgressMeter({ trainings, usualEpochs: 30, now });
    meter.epoch('gru', 1, 2);
    expect(meter.etaSeconds()).toBeCloseTo((4 - 1 / 30) * 30 * 2, 9);
    for (let epoch = 2; epoch <= 10; epoch++) meter.epoch('gru', epoch, 2);
    meter.training('gru');
    expect(meter.etaSeconds()).toBeCloseTo(3 * 20 * 2, 9);
    expect(meter.share()).toBeCloseTo(0.03 + 0.93 / 4, 9);
  });

  test('knows that an epoch of another kind costs more before the first of them has begun', () => {
    const trainings = trainingsOf({ rnn: { count: 1, epochCost: 1 }, lstm: { count: 1, epochCost: 3 } });
    const meter = createProgressMeter({ trainings, usualEpochs: 10, now });
    for (let epoch = 1; epoch <= 10; epoch++) meter.epoch('rnn', epoch, 2);
    meter.training('rnn');
    expect(meter.etaSeconds()).toBeCloseTo(10 * 2 * 3, 9);
    expect(meter.share()).toBeCloseTo(0.03 + 0.93 / 4, 9);
    meter.epoch('lstm', 1, 6);
    expect(meter.etaSeconds()).toBeCloseTo(9 * 6, 9);
  });

  test('never says that less is done than before, and is done when all trainings are', () => {
    const trainings = trainingsOf({ rnn: { count: 2, epochCost: 1 }, gru: { count: 2, epochCost: 2 } });
    const meter = createProgressMeter({ trainings, usualEpochs: 5, now });
    const shares: number[] = [meter.share()];
    for (const [kind, epochs] of [
      ['rnn', 9],
      ['rnn', 0],
      ['gru', 2],
      ['gru', 30],
    ] as const) {
      for (let epoch = 1; epoch <= epochs; epoch++) {
        meter.epoch(kind, epoch, 1);
        shares.push(meter.share());
      }
      meter.training(kind);
      shares.push(meter.share());
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(0.96, 9);
    expect(meter.etaSeconds()).toBe(0);
  });

  test('counts what will not be done neither as left nor as experience', () => {
    const trainings = trainingsOf({ gru: { count: 6, epochCost: 1 } });
    const meter = createProgressMeter({ trainings, usualEpochs: 10, now });
    for (let epoch = 1; epoch <= 10; epoch++) meter.epoch('gru', epoch, 2);
    meter.training('gru');
    meter.drop('gru', 3);
    expect(meter.etaSeconds()).toBeCloseTo(2 * 10 * 2, 9);
    expect(meter.share()).toBeCloseTo(0.03 + (0.93 * 4) / 6, 9);
  });

  test('of a run with a budget tells how much of it is spent and left', () => {
    const budget = { startedAtMs: 1000, deadlineMs: 9000 };
    const trainings = trainingsOf({ gru: { count: 4, epochCost: 1 } });
    const meter = createProgressMeter({ trainings, usualEpochs: 10, now: () => 5000, budget });
    meter.epoch('gru', 1, 10);
    expect(meter.etaSeconds()).toBe(4);
    expect(meter.share()).toBeCloseTo(0.03 + 0.93 / 2, 9);
  });
});
