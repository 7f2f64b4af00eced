import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Folders of which every `@example` of the form `expression; // value` is run. */
const folders = ['forecasting/evaluation/metrics', 'forecasting/baselines'];
const root = join(import.meta.dirname, '../..');
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)));

/** What the examples may use besides the exports of their own file. */
const { seasonalScale } = await import('#forecasting/evaluation/metrics/seasonal-scale.ts');
const { naive } = await import('#forecasting/baselines/naive.ts');

for (const file of files.filter((name) => name.endsWith('.ts'))) {
  const examples = examplesIn(readFileSync(join(root, file), 'utf8'));
  for (const [expression, value] of examples) {
    test(`${file}: ${expression} is ${value}`, async () => {
      const scope: Record<string, unknown> = { seasonalScale, naive, ...(await import(join(root, file))) };
      expect(normalise(evaluate(expression, scope))).toEqual(evaluate(value, scope));
    });
  }
}

function examplesIn(source: string): [string, string][] {
  return [...source.matchAll(/^ \* (\w[^\n]*); \/\/ ([^\n]+)$/gm)].map((match) => [match[1]!, match[2]!]);
}

function evaluate(expression: string, scope: Record<string, unknown>): unknown {
  return new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));
}

/** Typed arrays are written as plain ones in examples. */
function normalise(value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
