// `npm run -s bench:train -- [--json] [--quick]`: a training step here, in stock tfjs and in PyTorch, side by side in one run.
// --json prints the figures as JSON to stdout and the table to stderr; --quick takes fewer samples and leaves tfjs cpu out.
import { cpus } from 'node:os';
import { bundlePrograms, compileCeiling } from './bench-train/build.mjs';
import { measureMemory } from './bench-train/contenders.mjs';
import { measureCase } from './bench-train/measure.mjs';
import { compareCase, drawTable, judge } from './bench-train/report.mjs';
import { buildKernels } from './build-kernels.mjs';

const json = process.argv.includes('--json');
const quick = process.argv.includes('--quick');
const say = (line) => (json ? console.error(line) : console.log(line));

const cells = ['rnn', 'lstm', 'gru'];
const shapes = [
  { lookback: 48, features: 1, units: 32, batch: 32 },
  { lookback: 168, features: 1, units: 64, batch: 64 },
  { lookback: 14, features: 24, units: 96, batch: 256 },
];
const sampling = { rounds: quick ? 4 : 15, forMs: quick ? 60 : 150, cpu: !quick };

await buildKernels();
await Promise.all([bundlePrograms(), compileCeiling()]);
const results = [];
for (const shape of shapes) {
  for (const cell of cells) {
    const work = { cell, ...shape, outputs: 24 };
    results.push(compareCase(work, await measureCase(work, sampling)));
    say(drawTable(results.slice(-1), results.length === 1));
  }
}
const growth = await measureGrowth();
const memory = [1e5, 1e6].map((length) => ({ length, peakMb: measureMemory(length) }));
const verdict = judge(results);
for (const line of verdict.lines) say(line);
say(growth.map(({ what, ms, peakMb }) => `${what}: ${ms.toFixed(2)} ms, ${peakMb} MB`).join('\n'));
for (const { length, peakMb } of memory)
  say(`A training with lookback 336 on ${length} observations: ${peakMb} MB`);
if (json) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  console.log(
    JSON.stringify({ machine, sampling, results, targets: verdict.targets, growth, memory }, null, 2),
  );
}

/** How a step of ours grows when one size is doubled, twice. */
async function measureGrowth() {
  const base = { cell: 'lstm', lookback: 48, features: 1, units: 32, batch: 32, outputs: 24 };
  const variants = ['lookback', 'units', 'batch'].flatMap((size) =>
    [2, 4].map((factor) => ({ what: `${size} × ${factor}`, work: { ...base, [size]: base[size] * factor } })),
  );
  const measured = [];
  for (const { what, work } of [{ what: 'LSTM T48 I1 H32 B32', work: base }, ...variants]) {
    const { 'fused 2': fused } = await measureCase(work, { ...sampling, only: ['fused 2'] });
    measured.push({ what, ms: fused.medianMs, fastestMs: fused.fastestMs, peakMb: fused.peakMb });
  }
  return measured;
}
