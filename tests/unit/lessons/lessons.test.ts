import { describe, expect, it } from 'vitest';
import { type AnsweringStudy, answerEveryStep } from '#forecasting/lessons/answers-every-step.ts';
import { goBackwards } from '#forecasting/lessons/backwards-through-time.ts';
import { weightsOfCell } from '#forecasting/lessons/cell-weights.ts';
import { goneAt, keptPerStep } from '#forecasting/lessons/fading-curve.ts';
import { fadeOf } from '#forecasting/lessons/fading-gradient.ts';
import { stateOfHeldGates } from '#forecasting/lessons/hand-worked-gates.ts';
import { learnToWait } from '#forecasting/lessons/learning-to-wait.ts';
import { prepareLessonSeries } from '#forecasting/lessons/lesson-series.ts';
import { fadingOfPulse, memoryOfOneNumber } from '#forecasting/lessons/one-number-memory.ts';
import { measureSharing } from '#forecasting/lessons/shared-weights.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';

const kernels = loadTestKernels();
const crew = gatherCrew(kernels);
const random = createRandom(3);
/** A daily wave with noise. */
const wave = Float32Array.from(
  { length: 600 },
  (_, i) => Math.sin((2 * Math.PI * i) / 24) + 0.2 * drawNormal(random),
);

function finish<Result>(work: Generator<number, Result>): { result: Result; shares: number[] } {
  const shares: number[] = [];
  for (;;) {
    const next = work.next();
    if (next.done) return { result: next.value, shares };
    shares.push(next.value);
  }
}

describe('prepareLessonSeries()', () => {
  it('centres, scales, and repeats the value before a missing one', () => {
    const { values, mean, deviation } = prepareLessonSeries([null, 2, null, 4]);
    expect(mean).toBe(2.5);
    expect(deviation).toBeCloseTo(Math.sqrt(0.75), 12);
    expect([...values].map((v) => v * deviation + mean)).toEqual(
      [2, 2, 2, 4].map((v) => expect.closeTo(v, 5)),
    );
  });

  it('leaves a constant series, and one without any value, at 0', () => {
    expect([...prepareLessonSeries([5, 5]).values]).toEqual([0, 0]);
    expect([...prepareLessonSeries([null]).values]).toEqual([0]);
  });
});

describe('memoryOfOneNumber()', () => {
  it('is h ← tanh(x + keep · h)', () => {
    let h = 0;
    const expected = Array.from(wave.subarray(0, 40), (x) => {
      h = Math.tanh(x + 0.7 * h);
      return h;
    });
    memoryOfOneNumber(kernels, wave.subarray(0, 40), 0.7).forEach((state, i) => {
      expect(state).toBeCloseTo(expected[i]!, 5);
    });
  });
});

describe('fadingOfPulse()', () => {
  it('fades as a loop in float64 says', () => {
    const at = 40;
    const run = (pulse: number) => {
      let h = 0;
      return Array.from(wave.subarray(0, 120), (x, i) => {
        h = Math.tanh(x + (i === at ? pulse : 0) + 0.9 * h);
        return h;
      });
    };
    const [without, withPulse] = [run(0), run(1)];
    const expected = withPulse.slice(at).map((h, i) => Math.abs(h - without[at + i]!));
    const { left, goneAfter, halfAfter } = fadingOfPulse(kernels, wave.subarray(0, 120), 0.9);
    left.forEach((share, i) => {
      expect(share).toBeCloseTo(expected[i]! / expected[0]!, 4);
    });
    expect(halfAfter).toBeLessThan(goneAfter!);
  });

  it('on zeros, where tanh hardly bends, comes to the rule from below', () => {
    const { goneAfter, ruleGoneAfter } = fadingOfPulse(kernels, new Float32Array(300), 0.9);
    // 0.9^44 = 0.0097.
    expect(ruleGoneAfter).toBe(44);
    expect(goneAfter).toBeLessThan(44);
    expect(fadingOfPulse(kernels, new Float32Array(300), 1).ruleGoneAfter).toBeNull();
  });
});

describe('measureSharing()', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('reads alike at every place, to the last bit: %s', (cell) => {
    const { samePast, otherPastFirst, otherPastLast } = measureSharing(kernels, wave, cell);
    expect(samePast).toBe(0);
    expect(otherPastFirst).toBeGreaterThan(0.001);
    expect(otherPastLast).toBeLessThan(otherPastFirst);
  });

  it('counts the weights that a cell has by the book: 1, 4 and 3 times 16 · (1 + 16 + 1)', () => {
    expect((['rnn', 'lstm', 'gru'] as const).map(weightsOfCell)).toEqual([288, 1152, 864]);
  });
});

describe('answerEveryStep()', () => {
  const study = (values: Float32Array): AnsweringStudy => finish(answerEveryStep(crew, values)).result;

  it('beats "same as now" on a wave, whose next value its past tells', () => {
    const { results, naiveError, judged, shown } = study(wave);
    expect(results.map(({ outcome }) => outcome)).toEqual(['beats', 'beats', 'beats']);
    expect(judged).toBe(119);
    for (const { error, estimate } of results) {
      expect(estimate.skill).toBeCloseTo(1 - error / naiveError, 9);
    }
    expect(shown.actual.length).toBe(49);
    expect(shown.answers.gru!.length).toBe(48);
    expect([...Object.values(shown.answers).flat()].every(Number.isFinite)).toBe(true);
  });

  it('does not beat it on a random walk', () => {
    let level = 0;
    const steps = createRandom(5);
    const walk = Float32Array.from({ length: 600 }, () => {
      level += drawNormal(steps) / 10;
      return level;
    });
    expect(study(walk).results.map(({ outcome }) => outcome)).not.toContain('beats');
  });

  it('answers every judged value of a short series too', () => {
    const { shown, judged } = study(wave.subarray(0, 120));
    expect(judged).toBe(23);
    expect(Object.values(shown.answers).every((own) => own.length === 23 && own.every(Number.isFinite))).toBe(
      true,
    );
  });
});

describe('goBackwards()', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('finds the slopes that trying every weight finds: %s', (cell) => {
    let clock = 0;
    const result = goBackwards(crew, wave, { cell, now: () => clock++ });
    expect(result.weights).toBe(8 * (1 + 8 + 1) * { rnn: 1, lstm: 4, gru: 3 }[cell] + 9);
    expect(result.slopes.length).toBe(result.weights);
    expect(result.largestGap).toBeLessThan(0.01);
    expect(result.tryingMs).toBe(1);
  });
});

describe('fadeOf()', () => {
  const fades = {
    rnn: fadeOf(kernels, wave, { cell: 'rnn' }),
    lstm: fadeOf(kernels, wave, { cell: 'lstm' }),
  };

  it('starts at 1 and fades at common defaults, the LSTM about as fast as the simple RNN', () => {
    expect(fades.rnn.hidden.length).toBe(101);
    expect(fades.rnn.hidden[0]).toBeCloseTo(1, 9);
    expect(goneAt(fades.rnn.hidden)).toBeLessThan(20);
    expect(goneAt(fades.lstm.cell!)).toBeLessThan(20);
  });

  it('keeps the cell state of an LSTM whose gates start open for T steps, by about T / (T + 1) a step', () => {
    const { cell } = fadeOf(kernels, wave, { cell: 'lstm', memorySteps: 100 });
    expect(goneAt(cell!)).toBeNull();
    expect(keptPerStep(cell!)).toBeGreaterThan(0.97);
    expect(keptPerStep(cell!)).toBeLessThan(1.02);
  });

  it('is content with a short series', () => {
    expect(fadeOf(kernels, wave.subarray(0, 120), { cell: 'gru' }).hidden.length).toBe(60);
  });
});

describe('stateOfHeldGates()', () => {
  it.each([0, 0.3, 0.9])('is exponential smoothing by hand: keep %f', (keep) => {
    let c = 0;
    const states = stateOfHeldGates(kernels, wave.subarray(0, 60), keep);
    wave.subarray(0, 60).forEach((x, i) => {
      c = keep * c + (1 - keep) * x;
      expect(Math.abs(states[i]! - c)).toBeLessThan(2e-3);
    });
  });
});

describe('learnToWait()', () => {
  it('watches every contender: log T learns to wait 24 steps, common defaults do not', () => {
    const { result, shares } = finish(learnToWait(crew));
    expect(shares.at(-1)).toBe(1);
    const [rnn, lstm, , opened] = result;
    expect(rnn!.curve[0]![0]).toBe(0);
    expect(rnn!.curve.at(-1)![0]).toBe(400);
    expect(lstm!.learnedAt).toBeNull();
    expect(opened!.learnedAt).toBeGreaterThan(0);
    expect(opened!.curve.at(-1)![1]).toBeGreaterThan(0.95);
  }, 60_000);
});
