// The side of a contender in a process of its own: one line of JSON in, one out.
import { createInterface } from 'node:readline';

/**
 * Answers `{ "case": ... }` by preparing, `{ "forMs": n }` by running steps for about so long, and the end of its input by
 * leaving.
 *
 * @param {(work: object) => Promise<{ step: () => unknown, about?: object }>} prepare
 */
export async function serveSteps(prepare) {
  let step = () => {};
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    if (asked.case) {
      const prepared = await prepare(asked.case);
      step = prepared.step;
      tell({ ready: true, ...prepared.about });
    } else {
      tell({ ms: await runFor(step, asked.forMs), peakKb: process.resourceUsage().maxRSS });
    }
  }
  process.exit(0);
}

/** Times of single steps; at least one. */
async function runFor(step, forMs) {
  const times = [];
  const end = performance.now() + forMs;
  do {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  } while (performance.now() < end);
  return times;
}

function tell(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
