import { backtestRows, type NamedResult } from '#forecasting/backtest-csv.ts';
import { type CsvCell, csvText } from '#forecasting/csv-text.ts';
import { forecastRows } from '#forecasting/forecast-csv.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import type { Series } from '#forecasting/series/series.ts';

/** The object that `hindcast forecast --json` prints. */
export function forecastReport(result: RunResult, series: readonly Series[], all: boolean): object {
  const results = nameResults(result, series);
  return {
    series: results.map(describeSeries),
    forecasters: result.leaderboard.map(({ kind, scores, fitSeconds, failure }) => ({
      name: kind,
      scores: {
        mae: scores.mae,
        rmse: scores.rmse,
        smape: scores.smape,
        mase: scores.mase,
        skill: scores.skill,
        interval: scores.skillInterval,
      },
      fitSeconds,
      ...(failure === null ? {} : { failure }),
    })),
    verdict: result.verdict,
    recommended: result.recommended,
    forecast: asObjects([...forecastRows(results, all)]),
    engine: result.engine,
    warnings: result.warnings,
  };
}

/** The forecast as the CSV of `--out`. */
export function forecastTable(result: RunResult, series: readonly Series[], all: boolean): string {
  return csvText(forecastRows(nameResults(result, series), all));
}

/** What every forecaster had said at every test origin, beside what came, as the CSV of `--backtest`. */
export function backtestTable(result: RunResult, series: readonly Series[]): string {
  return csvText(backtestRows(nameResults(result, series)));
}

/** What a person reads in a terminal: the sentence first, then the table, then the numbers. */
export function describeForecast(result: RunResult, series: readonly Series[], all: boolean): string {
  const several = result.series.length > 1;
  const head = ['forecaster', several ? 'MASE' : 'MAE', 'skill', 'fit'];
  const rows = result.leaderboard.map(({ kind, scores, fitSeconds }) => [
    kind,
    shortNumber(several ? scores.mase : scores.mae),
    scores.skill === null ? 'n/a' : `${(100 * scores.skill).toFixed(1)} %`,
    `${fitSeconds.toFixed(1)} s`,
  ]);
  return [
    result.verdict.sentence,
    ...result.verdict.remarks,
    ...result.warnings.map((line) => `Warning: ${line}`),
    '',
    ...columns([head, ...rows]),
    '',
    forecastTable(result, series, all).trimEnd(),
  ].join('\n');
}

function describeSeries({ name, axis, result }: NamedResult): object {
  return {
    name,
    rows: result.rows,
    origin: formatStamp(result.origin, axis),
    seasonLength: result.seasonLength,
    recommended: result.recommended,
    verdict: result.verdict,
  };
}

/** Results beside the axes of their series; a series that could not be used has no result. */
function nameResults(result: RunResult, series: readonly Series[]): NamedResult[] {
  const axes = new Map(series.map(({ name, axis }) => [name, axis]));
  return result.series.map((one: SeriesResult) => ({
    name: one.name,
    axis: axes.get(one.name) ?? { kind: 'index', zone: undefined },
    result: one,
  }));
}

function asObjects([head, ...rows]: (readonly CsvCell[])[]): object[] {
  return rows.map((row) => Object.fromEntries((head ?? []).map((name, i) => [String(name), row[i] ?? null])));
}

function columns(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart((widths[i] ?? 0) + 2)))
      .join(''),
  );
}

function shortNumber(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(4)));
}
