// ETTh1, target OT (H. Zhou et al., 2021), univariate, by the field's protocol; the training runs in a program of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './csv.mjs';
import { bundleProgram } from './program.mjs';

/** Mean squared errors by horizon: NLinear (A. Zeng et al., 2023), and repeating the last value. */
const bars = { 96: [0.053, 0.069], 192: [0.069, 0.092], 336: [0.081, 0.113], 720: [0.08, 0.129] };

export async function measureEtt({ data, seed }) {
  const windows = await bundleProgram('ett-windows');
  const [head, ...rows] = parseCsv(readFileSync(join(data, 'ett/ETTh1.csv'), 'utf8'));
  const values = rows.map((cells) => Number(cells[head.indexOf('OT')]));
  return Object.entries(bars).flatMap(([horizon, [nlinear, last]]) => {
    const { mse, byKind, naive } = windows([horizon, seed], values);
    const note = `${Object.entries(byKind)
      .map(([kind, error]) => `${kind} ${error.toFixed(4)}`)
      .join(', ')}; repeat-last here ${naive.toFixed(4)}`;
    return [
      { what: `MSE at ${horizon}, against NLinear`, value: mse, bar: nlinear, note },
      { what: `MSE at ${horizon}, against repeat-last`, value: mse, bar: last },
    ];
  });
}
