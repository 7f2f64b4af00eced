import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaceKeeper } from '#server/body-pace.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const pace = { windowMs: 1000, leastBytes: 100 };
const after = (ms: number) => new Promise<'chunk'>((resolve) => setTimeout(resolve, ms, 'chunk'));

/** Reads a chunk of `bytes` after each of some waits; what is done with it takes `busyMs`. */
async function readAll(waits: readonly number[], bytes: number, busyMs = 0): Promise<number> {
  const keeper = createPaceKeeper(pace);
  let read = 0;
  for (const wait of waits) {
    await keeper.within(after(wait));
    keeper.came(bytes);
    read += bytes;
    await after(busyMs);
  }
  return read;
}

async function outcomeOf(reading: Promise<number>): Promise<number | string> {
  const outcome = reading.catch((problem: { code: string }) => problem.code);
  await vi.runAllTimersAsync();
  return outcome;
}

describe('createPaceKeeper()', () => {
  it('lets a slow body through as long as enough of it comes in each window', async () => {
    expect(await outcomeOf(readAll(Array(30).fill(400), 60))).toBe(1800);
    expect(await outcomeOf(readAll([900, 900, 900], 100))).toBe(300);
  });

  it('refuses one that drips in, and one that stops', async () => {
    expect(await outcomeOf(readAll(Array(30).fill(100), 1))).toBe('body-too-slow');
    expect(await outcomeOf(readAll([10, 5000], 60))).toBe('body-too-slow');
  });

  it('counts waiting alone, not what is done with the bytes', async () => {
    expect(await outcomeOf(readAll(Array(9).fill(100), 1, 60_000))).toBe(9);
  });
});
