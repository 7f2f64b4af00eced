// ETTh1, target OT (H. Zhou et al., 2021), univariate, by the field's protocol; the training runs in a program of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { relaxedFlags } from '../bench-train/contenders.mjs';
import { root } from '../project.mjs';
import { parseCsv } from './csv.mjs';

/** Mean squared errors by horizon: NLinear (A. Zeng et al., 2023), and repeating the last value. */
const bars = { 96: [0.053, 0.069], 192: [0.069, 0.092], 336: [0.081, 0.113], 720: [0.08, 0.129] };

export async function measureEtt({ data, seed }) {
  const program = join(root, 'dist/bench-accuracy-ett.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench-accuracy/ett-windows.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const [head, ...rows] = parseCsv(readFileSync(join(data, 'ett/ETTh1.csv'), 'utf8'));
  const values = rows.map((cells) => Number(cells[head.indexOf('OT')]));
  return Object.entries(bars).flatMap(([horizon, [nlinear, last]]) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [...relaxedFlags(), program, horizon, String(seed)],
      {
        input: JSON.stringify(values),
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'inherit'],
        maxBuffer: 1 << 26,
      },
    );
    if (status !== 0) throw new Error(`ETTh1 at ${horizon} steps has failed.`);
    const { mse, byKind, naive } = JSON.parse(stdout);
    const note = `${Object.entries(byKind)
      .map(([kind, error]) => `${kind} ${error.toFixed(4)}`)
      .join(', ')}; repeat-last here ${naive.toFixed(4)}`;
    return [
      { what: `MSE at ${horizon}, against NLinear`, value: mse, bar: nlinear, note },
      { what: `MSE at ${horizon}, against repeat-last`, value: mse, bar: last },
    ];
  });
}
