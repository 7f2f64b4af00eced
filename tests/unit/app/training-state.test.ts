import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestBaseline, epochUnder, takeEvents, untold } from '#app/_lib/training-state.ts';
import { phaseSentence } from '#app/_lib/training-words.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunEventRow } from '#server/api-types.ts';

function epoch(number: number, validationError: number, member = 0): RunProgress {
  return {
    kind: 'epoch',
    forecaster: 'gru',
    member,
    epoch: number,
    epochs: 40,
    trainError: validationError / 2,
    validationError,
    bestEpoch: number,
    bestError: validationError,
    secondsPerEpoch: 0.5,
    etaSeconds: 60 - number,
    share: number / 100,
  };
}

const naive: RunProgress = { kind: 'baseline', forecaster: 'naive', validationError: 3, fitSeconds: 0.01 };
const drift: RunProgress = { kind: 'baseline', forecaster: 'drift', validationError: 2.5, fitSeconds: 0.01 };

function told(payloads: readonly RunProgress[], attempt = 1, from = 1): RunEventRow[] {
  return payloads.map((payload, index) => ({ seq: from + index, runId: 7, attempt, payload }));
}

const epochsOf = (events: readonly RunEventRow[]) =>
  takeEvents(untold, events).forecasters.gru?.curves.map((curve) => curve.points.map((point) => point.epoch));

describe('takeEvents()', () => {
  it('grows a curve by one point an epoch', () => {
    expect(epochsOf(told([epoch(1, 4), epoch(2, 3), epoch(3, 2)]))).toEqual([[1, 2, 3]]);
  });

  it('keeps the seeds of a network apart', () => {
    expect(epochsOf(told([epoch(1, 4), epoch(1, 5, 1), epoch(2, 3, 1)]))).toEqual([[1], [1, 2]]);
  });

  it('clears what an earlier attempt had learned', () => {
    const first = told([naive, epoch(1, 4), epoch(2, 3)]);
    const second = told([epoch(1, 4)], 2, 10);
    const state = takeEvents(untold, [...first, ...second]);
    expect(state.attempt).toBe(2);
    expect(state.baselines).toEqual([]);
    expect(state.forecasters.gru?.curves[0]?.points).toHaveLength(1);
  });

  it('passes over events of an attempt that is no longer the current one', () => {
    const state = takeEvents(untold, [...told([epoch(1, 4)], 2, 1), ...told([epoch(2, 1)], 1, 2)]);
    expect(state.forecasters.gru?.curves[0]?.points).toHaveLength(1);
  });

  it('shows no epoch twice, whatever is told again after a reconnection', () => {
    const events = told([naive, drift, ...Array.from({ length: 30 }, (_, index) => epoch(index + 1, 4))]);
    const whole = takeEvents(untold, events);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(events.length), fc.nat(events.length))), (portions) => {
        const partial = portions.reduce(
          (state, [from, length]) =>
            takeEvents(state, from < state.seq + 1 ? events.slice(from, from + length) : []),
          untold,
        );
        expect(takeEvents(partial, events.slice(partial.seq))).toEqual(whole);
      }),
    );
  });

  it('never lets the share fall back within an attempt', () => {
    const state = takeEvents(
      untold,
      told([
        { kind: 'phase', phase: 'backtest', share: 0.9 },
        { kind: 'phase', phase: 'forecast', share: 0.4 },
      ]),
    );
    expect(state).toMatchObject({ phase: 'forecast', share: 0.9 });
  });

  it('says that a network is trained again on newer rows, and goes back to training with the next epoch', () => {
    const again = takeEvents(
      untold,
      told([epoch(1, 4), { kind: 'phase', phase: 'again', share: 0.5, etaSeconds: 40 }]),
    );
    expect(phaseSentence(again)).toBe('training again on newer rows');
    expect(again).toMatchObject({ share: 0.5, etaSeconds: 40 });
    const next = takeEvents(
      untold,
      told([{ kind: 'phase', phase: 'again', share: 0.5, etaSeconds: 40 }, epoch(1, 4)]),
    );
    expect(next.phase).toBe('training');
  });

  it('keeps the reason why a forecaster failed', () => {
    const failure = 'The loss became NaN at epoch 3.';
    const state = takeEvents(
      untold,
      told([{ kind: 'forecaster-finished', forecaster: 'rnn', error: null, fitSeconds: 2, failure }]),
    );
    expect(state.forecasters.rnn?.finished?.failure).toBe(failure);
  });
});

describe('bestBaseline()', () => {
  it('is the one with the smallest validation error', () => {
    expect(bestBaseline(takeEvents(untold, told([naive, drift])))?.kind).toBe('drift');
  });

  it('is null before any baseline has told', () => {
    expect(bestBaseline(untold)).toBeNull();
  });
});

describe('epochUnder()', () => {
  const curve = takeEvents(untold, told([epoch(1, 4), epoch(2, 2.9), epoch(3, 3.1)])).forecasters.gru!
    .curves[0]!;

  it('is the first epoch below the error', () => {
    expect(epochUnder(curve, 3)).toBe(2);
  });

  it('is null while no epoch is below', () => {
    expect(epochUnder(curve, 1)).toBeNull();
  });
});
