// Measures contenders on one case, in turns, so that a slow spell of the machine meets all of them.
import { listContenders, startContender } from './contenders.mjs';

/** A step that takes longer is sampled three times only. */
const slowMs = 700;

/**
 * @returns {Promise<Record<string, { medianMs: number, fastestMs: number, samples: number, peakMb: number }>>}
 */
export async function measureCase(work, { rounds, forMs, only, cpu }) {
  const commands = Object.entries(listContenders({ cpu })).filter(([name]) => !only || only.includes(name));
  const runners = [];
  for (const [name, command] of commands) {
    runners.push({ contender: await startContender(name, command, work), times: [], peakKb: 0 });
  }
  for (const runner of runners) await warmUp(runner);
  for (let round = 0; round < rounds; round++) {
    for (const runner of runners) if (!isDone(runner)) await sample(runner, forMs);
  }
  for (const { contender } of runners) contender.end();
  return Object.fromEntries(runners.map((runner) => [runner.contender.name, summary(runner)]));
}

/** Code is compiled in stages and PyTorch chooses its routines while it runs: the first half second does not count. */
async function warmUp(runner) {
  await sample(runner, 500);
  const slow = median(runner.times) > slowMs;
  if (!slow) runner.times = [];
}

async function sample(runner, forMs) {
  const { ms, peakKb } = await runner.contender.ask({ forMs });
  runner.times.push(...ms);
  runner.peakKb = peakKb;
}

function isDone({ times }) {
  return times.length >= 3 && median(times) > slowMs;
}

function summary({ contender, times, peakKb }) {
  return {
    medianMs: median(times),
    fastestMs: Math.min(...times),
    samples: times.length,
    peakMb: Math.round(peakKb / 1024),
    ...contender.about,
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
