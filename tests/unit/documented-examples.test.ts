import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { naive } from '#forecasting/baselines/naive.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import { calibrate } from '#forecasting/evaluation/intervals.ts';
import { createLossTable } from '#forecasting/evaluation/loss-table.ts';
import { seasonalScale } from '#forecasting/evaluation/metrics/seasonal-scale.ts';
import { createRandom } from '#forecasting/random.ts';

/** Folders of which every `@example` of the form `expression; // value` is run. */
const folders = [
  'forecasting',
  'forecasting/baselines',
  'forecasting/evaluation',
  'forecasting/evaluation/metrics',
  'forecasting/evaluation/statistics',
  'forecasting/language',
  'forecasting/ledger',
  'forecasting/running',
];

/** What examples may use besides the exports of their own file. */
const shared = { naive, runConfigSchema, calibrate, createLossTable, seasonalScale, createRandom };

/** Examples that speak of one of these show a call; the tests of their file run it on real data. */
const stageProps =
  /\b(await|request|context|records?|table|series|panel|fitted|calibrated|scales|scores|judge(ment|d)|points|closes|first|own|echoes|history|config|now|drawNormal)\b|→/;

const root = join(import.meta.dirname, '../..');
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

for (const file of files) {
  for (const [expression, value] of examplesIn(readFileSync(join(root, file), 'utf8'))) {
    if (stageProps.test(withoutTexts(expression))) continue;
    test(`${file}: ${expression} is ${value}`, async () => {
      const scope: Record<string, unknown> = { ...shared, ...(await import(join(root, file))) };
      expect(normalise(evaluate(expression, scope))).toEqual(evaluate(value, scope));
    });
  }
}

/** The value stands behind the expression or on the line below it. */
function examplesIn(source: string): [string, string][] {
  return [...source.matchAll(/^ \* (\w[^\n]*);(?:\n \*)? \/\/ ([^\n]+)$/gm)].map((match) => [
    match[1]!,
    match[2]!,
  ]);
}

function withoutTexts(expression: string): string {
  return expression.replaceAll(/'[^']*'/g, "''");
}

function evaluate(expression: string, scope: Record<string, unknown>): unknown {
  return new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));
}

/** Typed arrays are written as plain ones in examples. */
function normalise(value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
