import { parseArgs } from 'node:util';
import type { Reading } from '#forecasting/reading/reading.ts';
import type { Answer, Surroundings } from './command.ts';
import { type ExitCode, exitCodes, usageFailure } from './exit-codes.ts';
import { type InspectReport, inspectReport } from './inspect-report.ts';
import { readFile } from './read-file.ts';
import { readingOptions, toReadingFlags } from './reading-arguments.ts';

const exitCodeOf: Record<Reading['outcome'], ExitCode> = {
  ok: exitCodes.done,
  warn: exitCodes.done,
  error: exitCodes.refused,
  ask: exitCodes.question,
};

/** `hindcast inspect FILE`: what the reader makes of a file, and why. */
export async function inspect(argv: readonly string[], { folder }: Surroundings): Promise<Answer> {
  const { values, positionals } = parse(argv);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw usageFailure('inspect needs exactly one FILE.');
  const report = inspectReport(await readFile(folder, file, toReadingFlags(values)));
  return {
    exitCode: exitCodeOf[report.outcome],
    json: report,
    text: describe(report),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { ...readingOptions, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (problem) {
    throw usageFailure((problem as Error).message);
  }
}

function describe(report: InspectReport): string {
  if (report.outcome === 'error') return `Refused: ${report.message}`;
  if (report.outcome === 'ask') return `A question: ${report.message}`;
  return [
    `${report.rows} rows, ${report.frequency ?? 'no frequency'}, ${report.first_ts} … ${report.last_ts}`,
    ...report.series.map(
      (name) => `  ${name}: ${report.first[name]} … ${report.last[name]}, ${report.missing[name]} missing`,
    ),
    ...report.evidence.map((line) => `  ${line}`),
    ...report.warnings.map((line) => `Warning: ${line}`),
  ].join('\n');
}
