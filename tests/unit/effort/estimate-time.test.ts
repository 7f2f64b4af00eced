import { describe, expect, test } from 'vitest';
import { estimateTime } from '#forecasting/effort/estimate-time.ts';

const effort = { usual: 20, most: 200 };
const timed = [0.5, 1, 4].map((factor) => ({ effort: 10, seconds: 10 * factor }));

describe('estimateTime()', () => {
  test('estimateTime() takes the effort as it is until a run was timed', () => {
    expect(estimateTime(effort, [], null)).toEqual({ seconds: 20, range: null, timedRuns: 0 });
  });

  test('estimateTime() goes by the median of what runs took against their effort, and tells the extremes', () => {
    expect(estimateTime(effort, timed, null)).toEqual({ seconds: 20, range: [10, 80], timedRuns: 3 });
    expect(estimateTime(effort, timed.slice(1), null)).toEqual({ seconds: 20, range: null, timedRuns: 2 });
  });

  test('estimateTime() passes over runs that were over at once', () => {
    expect(estimateTime(effort, [{ effort: 0.01, seconds: 3 }], null).timedRuns).toBe(0);
  });

  test('estimateTime() of a run with a budget is the budget, unless all that may be trained takes less', () => {
    expect(estimateTime(effort, [], 60).seconds).toBe(60);
    expect(estimateTime(effort, [], 5).seconds).toBe(5);
    expect(estimateTime(effort, [], 600).seconds).toBe(200);
  });
});
