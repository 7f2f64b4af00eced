import { formatStamp } from '../series/format-stamp.ts';
import type { Frequency } from '../series/frequency.ts';
import { countGaps } from '../series/regular.ts';
import type { TimeAxis } from '../series/series.ts';
import { axisReport } from './axis-report.ts';
import { buildSeries } from './build-series.ts';
import { chooseIds } from './choose-ids.ts';
import { chooseTime } from './choose-time.ts';
import { chooseValues } from './choose-values.ts';
import { refuseUncleaned } from './cleaning.ts';
import { type ColumnData, columnData } from './column-data.ts';
import { guessOf, recipeOf } from './column-guess.ts';
import { type DecimalMark, decideDecimalMark } from './decimal-mark.ts';
import { type PivotedTable, pivotTable } from './pivot.ts';
import { pivotDays } from './pivot-days.ts';
import type { ColumnGuess, Evidence, Reading, ReadingFlags, ReadingIssue, ReadSeries } from './reading.ts';
import { firstLinesOf, type ReadingContext } from './reading-context.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import { filterRows } from './row-filter.ts';
import { clearSentinels } from './sentinels.ts';
import type { Table } from './table.ts';
import type { TablePlan } from './table-plan.ts';
import type { TimeHeader } from './time-header.ts';
import { valueEvidence, valueIssues } from './value-issues.ts';
import {
  changingUnits,
  compositeWarnings,
  mixedUnitWarnings,
  oddSeries,
  refuseWithoutValues,
} from './value-warnings.ts';
import { inZone } from './zoned-time.ts';

/** What the parts of a reading add to it. */
interface Findings {
  readonly series: readonly ReadSeries[];
  readonly axes: readonly TimeAxis[];
  readonly evidence: Evidence[];
  readonly warnings: ReadingIssue[];
  readonly columns: readonly ColumnGuess[];
  readonly recipe: ReadingFlags;
  readonly layout: Reading['layout'];
}

/** Decides what the columns of a table mean, and builds the reading. */
export function composeReading(table: Table, plan: TablePlan, context: ReadingContext): Reading {
  const { flags } = context;
  const { delimiter } = plan.dialect;
  if (table.rows === 0) refuseNoRows(plan);
  if (plan.structure.mayBeMonths) askForMonths(plan);
  const hasDottedDates = table.columns.some(
    ({ cells }) =>
      cells.kind === 'time' &&
      cells.forms.some(({ form }) => form.includes('.') && (delimiter !== ',' || !form.startsWith('YYYY'))),
  );
  const decimal = decideDecimalMark(table, { delimiter, flags, hasDottedDates });
  const data = columnData(table, decimal.mark);
  const { timeHeader } = plan.structure;
  const findings = timeHeader
    ? turnedRound(table, { data, pivoted: pivot(table, data, { timeHeader, flags }), flags })
    : rowByRow(table, data, flags);
  if (timeHeader?.isAmbiguous && flags.dayFirst === undefined) askForHeaderOrder();
  const evidence = [...fileEvidence(plan, context), ...decimal.evidence, ...findings.evidence];
  const warnings = [...decimal.warnings, ...findings.warnings];
  refuseUncleaned(warnings, flags.keep);
  if (delimiter === ' ') refuseHoles(warnings);
  return assemble({ ...findings, evidence, warnings }, { plan, context, decimal });
}

/** Between blanks an empty cell cannot be seen: all cells behind it would stand in the wrong column. */
function refuseHoles(warnings: readonly ReadingIssue[]): void {
  const short = warnings.find(({ code }) => code === 'short-rows');
  if (!short) return;
  refuse(
    'ragged-rows',
    `Line ${short.line} has fewer cells than the table has columns, and blanks do not show which one is empty: write NA into empty cells, or use another delimiter.`,
  );
}

function pivot(
  table: Table,
  data: readonly ColumnData[],
  { timeHeader, flags }: { readonly timeHeader: TimeHeader; readonly flags: ReadingFlags },
): PivotedTable {
  if (timeHeader.kind !== 'clocks') return pivotTable(data, timeHeader, { rows: table.rows, flags });
  return pivotDays(data, timeHeader, { rows: table.rows, flags, lineOf: (row) => table.lineOf(row) });
}

function refuseNoRows(plan: TablePlan): never {
  const line = plan.structure.headerLines.at(-1) ?? 1;
  refuse('no-rows', `The file has a header on line ${line} but no rows: add data below it.`);
}

function askForMonths(plan: TablePlan): never {
  const line = plan.structure.dataRecords[0]?.line ?? 1;
  ask({
    code: 'ambiguous-layout',
    message: `Each row is a year with twelve numbers and no names above them (from line ${line} on): say whether they are the months of one series.`,
    flag: '--months-across or --columns-apart',
    choices: [
      choice('The twelve months of one series', { monthsAcross: true }),
      choice('Twelve series with a value a year', { monthsAcross: false }),
    ],
  });
}

function askForHeaderOrder(): never {
  ask({
    code: 'ambiguous-dates',
    message: 'The dates in the header fit day first and month first, and none proves either: say which.',
    flag: '--day-first or --month-first',
    choices: [choice('day first', { dayFirst: true }), choice('month first', { dayFirst: false })],
  });
}

function fileEvidence(plan: TablePlan, context: ReadingContext): Evidence[] {
  const { dialect, structure } = plan;
  const names: Record<string, string> = { '\t': 'a tab', ' ': 'blanks', '': 'nothing (one column)' };
  const separator = names[dialect.delimiter] ?? `“${dialect.delimiter}”`;
  const header = structure.headerLines;
  const headerLine =
    header.length === 0
      ? 'There is no header: the first line is data'
      : `The header is on line ${header.join(' and ')}, the data begin on line ${structure.firstDataLine}`;
  const container = context.containerNote;
  return [
    ...(container === undefined ? [] : [{ code: 'container', message: container }]),
    { code: 'encoding', message: `The text is ${context.encoding}: ${context.encodingBecause}` },
    { code: 'delimiter', message: `The columns are divided by ${separator}: ${dialect.because}` },
    { code: 'header', message: headerLine },
  ];
}

function turnedRound(
  table: Table,
  parts: {
    readonly data: readonly ColumnData[];
    readonly pivoted: PivotedTable;
    readonly flags: ReadingFlags;
  },
): Findings {
  const { data, pivoted, flags } = parts;
  const warnings: ReadingIssue[] = [...pivoted.warnings];
  const footers = pivoted.emptyRows;
  if (footers.length > 0) {
    const line = table.lineOf(footers[0]!);
    const message = `${footers.length} rows without any number were left out, the first is line ${line}`;
    warnings.push({ code: 'skipped-lines', message, line, rows: footers.length });
  }
  if (pivoted.series.length === 0) refuse('no-values', 'No row holds numbers: check the file.');
  const used = (column: ColumnData): ColumnGuess['role'] => {
    if (pivoted.idColumns.includes(column.index)) return 'id';
    return pivoted.timeColumns.includes(column.index) ? 'value' : 'ignored';
  };
  return {
    series: pivoted.series,
    axes: pivoted.series.map((one) => one.axis),
    evidence: [...pivoted.evidence],
    warnings,
    columns: data.map((column) => ({
      index: column.index,
      name: column.name,
      role: used(column),
      detail: '',
    })),
    recipe: {
      ...(flags.dayFirst === undefined ? {} : { dayFirst: flags.dayFirst }),
      ...(flags.monthsAcross === undefined ? {} : { monthsAcross: flags.monthsAcross }),
      ...(flags.keep === undefined ? {} : { keep: flags.keep }),
    },
    layout: pivoted.idColumns.length > 0 ? 'long' : 'wide',
  };
}

function rowByRow(table: Table, data: readonly ColumnData[], flags: ReadingFlags): Findings {
  const lineOf = (row: number) => table.lineOf(row);
  const chosen = chooseTime({ columns: data, rows: table.rows, flags, lineOf });
  const rows = filterRows(table, data, chosen);
  const ids = chooseIds({
    columns: data,
    timeColumns: chosen.columns,
    stamps: chosen.stamps,
    keep: rows.keep,
    flags,
  });
  const time = inZone(chosen, { zone: flags.zone, ids, lineOf });
  const values = chooseValues({ columns: data, time, ids, flags });
  refuseWithoutValues(values, data);
  const keepSentinels = flags.keep?.includes('suspected-sentinel') ?? false;
  const valueWarnings = values.columns.flatMap((column) => [
    ...valueIssues(column, lineOf),
    ...clearSentinels(column, keepSentinels, lineOf),
  ]);
  const built = buildSeries({ ...time, keep: rows.keep, kept: rows.kept, ids, columns: values.columns });
  const report = axisReport(built, { table, ids, time, kept: rows.kept, columns: data });
  return {
    series: built.series,
    axes: built.axes,
    evidence: [
      ...time.evidence,
      ...(ids?.evidence ?? []),
      ...report.evidence,
      ...values.columns.flatMap(valueEvidence),
    ],
    warnings: [
      ...time.warnings,
      ...rows.warnings,
      ...report.warnings,
      ...valueWarnings,
      ...oddSeries(values.columns, ids),
      ...compositeWarnings(data, values),
      ...mixedUnitWarnings(data, values),
      ...changingUnits(data, ids),
    ],
    columns: data.map((column) => guessOf(column, { time, ids, values })),
    recipe: recipeOf({ data, time, ids, values, flags }),
    layout: ids ? 'long' : 'wide',
  };
}

function assemble(
  findings: Findings,
  file: { readonly plan: TablePlan; readonly context: ReadingContext; readonly decimal: DecimalMark },
): Reading {
  const { series, axes, warnings } = findings;
  const { plan, context } = file;
  const frequency = commonFrequency(axes);
  const gaps = context.isSample ? 0 : axes.reduce((sum, axis) => sum + countGaps(axis), 0);
  const { delimiter } = plan.dialect;
  return {
    outcome: warnings.length > 0 ? 'warn' : 'ok',
    errorCode: undefined,
    message: summary(series, axes, frequency),
    warnings,
    question: undefined,
    evidence: findings.evidence,
    columns: findings.columns,
    firstLines: firstLinesOf(plan),
    lastLines: context.lastLines,
    rows: distinctStamps(axes),
    lines: context.lines,
    bytes: context.bytes,
    frequency,
    encoding: context.encoding,
    delimiter,
    decimal: file.decimal.mark,
    layout: findings.layout,
    gaps,
    isSample: context.isSample,
    recipe: {
      ...findings.recipe,
      header: plan.structure.names !== undefined,
      delimiter,
      decimal: file.decimal.mark,
      ...(file.decimal.exceptions.length > 0 ? { columnDecimals: file.decimal.exceptions } : {}),
      encoding: context.encoding,
    },
    series,
  };
}

function commonFrequency(axes: readonly TimeAxis[]): Frequency {
  const counts = new Map<Frequency, number>();
  for (const { frequency, stamps } of axes)
    counts.set(frequency, (counts.get(frequency) ?? 0) + stamps.length);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function distinctStamps(axes: readonly TimeAxis[]): number {
  if (axes.length === 1) return axes[0]!.stamps.length;
  const distinct = new Set<number>();
  for (const { stamps } of axes) for (const stamp of stamps) distinct.add(stamp);
  return distinct.size;
}

function summary(series: readonly ReadSeries[], axes: readonly TimeAxis[], frequency: Frequency): string {
  const held = axes.filter((axis) => axis.stamps.length > 0);
  const first = held.reduce((a, b) => (b.stamps[0]! < a.stamps[0]! ? b : a));
  const last = held.reduce((a, b) => (b.stamps.at(-1)! > a.stamps.at(-1)! ? b : a));
  const count = series.length === 1 ? '1 series' : `${series.length} series`;
  const span = `${formatStamp(first.stamps[0]!, first)} to ${formatStamp(last.stamps.at(-1)!, last)}`;
  return `Read ${count}, ${frequency}, from ${span}.`;
}
