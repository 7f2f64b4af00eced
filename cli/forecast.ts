import type { RunConfig } from '#forecasting/config.ts';
import { estimateTime } from '#forecasting/effort/estimate-time.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import { preflight } from '#forecasting/preflight.ts';
import type { ReadSeries } from '#forecasting/reading/reading.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import { prepareSeries } from '#forecasting/running/prepare-series.ts';
import { requireKnownAhead } from '#forecasting/running/require-known-ahead.ts';
import { varies } from '#forecasting/running/variation.ts';
import { seasonLengthOn } from '#forecasting/series/season-length.ts';
import type { Answer, Surroundings } from './command.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { type ForecastArguments, parseForecastArguments } from './forecast-arguments.ts';
import { backtestTable, describeForecast, forecastReport, forecastTable } from './forecast-report.ts';
import { readFile } from './read-file.ts';
import { type SplitSeries, splitCovariates } from './split-covariates.ts';
import { terminalMessage } from './terminal-message.ts';
import { trainInChild } from './train-in-child.ts';
import { requireFolder, writeWhole } from './write-whole.ts';

/** What starting the trainer, judging and writing may take, whatever the budget. */
const closingSeconds = 1;
/** And a share of the budget more, up to a limit: a long run has more to write. */
const closingShare = 0.1;
const longestClosing = 10;

/** `hindcast forecast FILE`: reads, backtests, judges and forecasts, with the same engine as the dashboard. */
export async function forecast(argv: readonly string[], surroundings: Surroundings): Promise<Answer> {
  const wanted = parseForecastArguments(argv);
  const { folder } = surroundings;
  if (wanted.out !== undefined) await requireFolder(folder, { option: '--out', file: wanted.out });
  if (wanted.backtest !== undefined) {
    await requireFolder(folder, { option: '--backtest', file: wanted.backtest });
  }
  const read = await readSeries(wanted, folder);
  const split = splitCovariates(read, wanted.config);
  refuseShortColumns(split, wanted.config);
  const { series, covariates } = split;
  const config = withinBudget(wanted.config, surroundings.startedAt);
  process.stderr.write(`${expectedTime(wanted.config, series)}\n`);
  const result = await trainInChild({ series, config, ...(covariates === undefined ? {} : { covariates }) });
  if (wanted.backtest !== undefined) {
    await writeWhole(folder, wanted.backtest, backtestTable(result, series));
  }
  if (wanted.out === undefined) return answerOf(result, series, wanted.all);
  await writeWhole(folder, wanted.out, forecastTable(result, series, wanted.all));
  process.stderr.write(
    `${result.verdict.sentence}\n${result.warnings.map((line) => `Warning: ${line}\n`).join('')}`,
  );
  return { exitCode: exitCodes.done, json: {}, text: '' };
}

/** About how long it takes; the command line remembers no earlier run that it could go by. */
function expectedTime(config: RunConfig, series: readonly ReadSeries[]): string {
  const outlines = series.map(({ name, axis, values }) => ({
    name,
    length: values.length,
    seasonLength: config.seasonLength ?? seasonLengthOn(axis),
    varies: varies(values),
  }));
  const { effort, networks } = preflight(config, outlines);
  const { seconds } = estimateTime(effort, [], networks === 0 ? null : config.budgetSeconds);
  const about = seconds < 1.5 ? 'a second' : `${Math.round(seconds)} seconds`;
  return `Takes about ${about}, on a slow machine more; Ctrl+C ends it.`;
}

/** Before anything is trained: columns known in advance have to reach the end of the forecast. */
function refuseShortColumns({ series, covariates }: SplitSeries, { horizon, future }: RunConfig): void {
  for (const [index, one] of series.entries()) {
    const beside = covariates?.[index]?.future ?? [];
    if (beside.length === 0 || one.values.every(Number.isNaN)) continue;
    try {
      const named = beside.map((column, place) => ({ ...column, name: future[place] ?? column.name }));
      requireKnownAhead(prepareSeries(one, null), { horizon, future: named });
    } catch (problem) {
      if (!(problem instanceof ForecastingError)) throw problem;
      throw new CommandFailure(exitCodes.refused, problem.code, `${problem.message}.`);
    }
  }
}

async function readSeries(
  { file, flags }: ForecastArguments,
  folder: string,
): Promise<readonly ReadSeries[]> {
  const reading = await readFile(folder, file, flags);
  if (reading.outcome === 'error') {
    throw new CommandFailure(exitCodes.refused, reading.errorCode ?? 'unreadable', reading.message);
  }
  if (reading.outcome === 'ask') {
    throw new CommandFailure(
      exitCodes.question,
      reading.question?.code ?? 'question',
      terminalMessage(reading),
    );
  }
  for (const { code, message } of reading.warnings) process.stderr.write(`Warning: ${code}: ${message}\n`);
  return reading.series;
}

/**
 * A budget counts from the start of the process to its exit: what is already spent is taken off, and as much
 * again, since the trainer has to take over what took so long to read.
 */
function withinBudget(config: RunConfig, startedAt: number): RunConfig {
  if (config.budgetSeconds === null) return config;
  const spent = (performance.timeOrigin + performance.now() - startedAt) / 1000;
  const closing = closingSeconds + Math.min(longestClosing, closingShare * config.budgetSeconds);
  const left = Math.floor(config.budgetSeconds - 2 * spent - closing);
  return { ...config, budgetSeconds: Math.max(1, left) };
}

function answerOf(result: RunResult, series: readonly ReadSeries[], all: boolean): Answer {
  return {
    exitCode: exitCodes.done,
    json: forecastReport(result, series, all),
    text: describeForecast(result, series, all),
  };
}
