import { formatStamp } from '../series/format-stamp.ts';
import type { Frequency } from '../series/frequency.ts';
import { countGaps } from '../series/regular.ts';
import type { TimeAxis } from '../series/series.ts';
import { axisReport } from './axis-report.ts';
import { buildSeries } from './build-series.ts';
import { chooseIds, type IdChoice } from './choose-ids.ts';
import { chooseTime } from './choose-time.ts';
import { chooseValues, type ValueChoice } from './choose-values.ts';
import { type ColumnData, columnData, type NumberData } from './column-data.ts';
import { decideDecimalMark } from './decimal-mark.ts';
import { type PivotedTable, pivotTable } from './pivot.ts';
import type { ColumnGuess, Evidence, Reading, ReadingFlags, ReadingIssue, ReadSeries } from './reading.ts';
import { firstLinesOf, type ReadingContext } from './reading-context.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import { filterRows } from './row-filter.ts';
import { clearSentinels } from './sentinels.ts';
import type { Table } from './table.ts';
import type { TablePlan } from './table-plan.ts';
import type { TimeChoice } from './time-choice.ts';
import { isConstant, isEmpty, valueEvidence, valueIssues } from './value-issues.ts';
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
  const hasDottedDates = table.columns.some(
    ({ cells }) => cells.kind === 'time' && cells.forms.some(({ form }) => form.includes('.')),
  );
  const decimal = decideDecimalMark(table, { delimiter, flags, hasDottedDates });
  const data = columnData(table, decimal.mark);
  const { timeHeader } = plan.structure;
  const findings = timeHeader
    ? turnedRound(table, data, pivotTable(data, timeHeader, table.rows))
    : rowByRow(table, data, flags);
  if (timeHeader?.isAmbiguous && flags.dayFirst === undefined) askForHeaderOrder();
  const evidence = [...fileEvidence(plan, context), ...decimal.evidence, ...findings.evidence];
  const warnings = [...decimal.warnings, ...findings.warnings];
  return assemble({ ...findings, evidence, warnings }, { plan, context, decimal: decimal.mark });
}

function refuseNoRows(plan: TablePlan): never {
  const line = plan.structure.headerLines.at(-1) ?? 1;
  refuse('no-rows', `The file has a header on line ${line} but no rows: add data below it.`);
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

function turnedRound(table: Table, data: readonly ColumnData[], pivoted: PivotedTable): Findings {
  const warnings: ReadingIssue[] = [];
  const footers = pivoted.emptyRows;
  if (footers.length > 0) {
    const line = table.lineOf(footers[0]!);
    const message = `${footers.length} rows without any number were left out, the first is line ${line}`;
    warnings.push({ code: 'skipped-lines', message, line });
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
    recipe: {},
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
    ],
    columns: data.map((column) => guessOf(column, { time, ids, values })),
    recipe: recipeOf({ data, time, ids, values, flags }),
    layout: ids ? 'long' : 'wide',
  };
}

function refuseWithoutValues(values: ValueChoice, data: readonly ColumnData[]): void {
  const composite = data.find((column) => column.isComposite);
  const changing = values.columns.filter((column) => !isConstant(column.values) && !isEmpty(column.values));
  if (composite && changing.length === 0) {
    ask({
      code: 'composite-column',
      message: `Column “${composite.name}” holds several values in each cell, and no other column has numbers that change: split such columns, or choose the columns to read.`,
      flag: '--target',
      choices: values.columns
        .slice(0, 5)
        .map((column) => choice(`read only “${column.name}”`, { targets: [column.name] })),
    });
  }
  if (values.columns.length > 0) return;
  const listed = data
    .slice(0, 5)
    .map((column) => `“${column.name}” (${values.reasons.get(column.index) ?? 'time'})`);
  refuse(
    'no-values',
    `No column holds numbers to forecast, from line 1 on: ${listed.join(', ')}; add a column of numbers.`,
  );
}

function compositeWarnings(data: readonly ColumnData[], values: ValueChoice): ReadingIssue[] {
  return data
    .filter((column) => column.isComposite && values.reasons.has(column.index))
    .map((column) => ({
      code: 'composite-column',
      message: `column “${column.name}” holds several values in each cell and was left out`,
      column: column.index + 1,
    }));
}

/** Columns without any value, and columns that never change: read, but named. */
function oddSeries(columns: readonly NumberData[], ids: IdChoice | undefined): ReadingIssue[] {
  if (ids) return [];
  return columns.flatMap((column) => {
    const at = { column: column.index + 1 };
    if (isEmpty(column.values)) {
      return [{ code: 'empty-series', message: `column “${column.name}” has no value at all`, ...at }];
    }
    if (!isConstant(column.values)) return [];
    return [{ code: 'constant-series', message: `column “${column.name}” never changes`, ...at }];
  });
}

interface Choices {
  readonly time: TimeChoice;
  readonly ids: IdChoice | undefined;
  readonly values: ValueChoice;
}

function guessOf(column: ColumnData, { time, ids, values }: Choices): ColumnGuess {
  const { index, name } = column;
  if (time.columns.includes(index))
    return { index, name, role: 'time', detail: time.evidence[0]?.message ?? '' };
  if (ids?.columns.includes(index)) {
    return { index, name, role: 'id', detail: `names ${ids.ids.length} series` };
  }
  const reason = values.reasons.get(index);
  if (reason !== undefined) return { index, name, role: 'ignored', detail: reason };
  return { index, name, role: 'value', detail: 'numbers' };
}

function recipeOf(
  parts: Choices & { readonly data: readonly ColumnData[]; readonly flags: ReadingFlags },
): ReadingFlags {
  const { data, time, ids, values, flags } = parts;
  return {
    ...time.recipe,
    ...(ids ? { idColumn: ids.columns.map((index) => data[index]!.name).join('+') } : {}),
    targets: values.columns.map((column) => column.name),
    ...(flags.zone === undefined ? {} : { zone: flags.zone }),
    ...(flags.keep === undefined ? {} : { keep: flags.keep }),
  };
}

function assemble(
  findings: Findings,
  file: { readonly plan: TablePlan; readonly context: ReadingContext; readonly decimal: '.' | ',' },
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
    decimal: file.decimal,
    layout: findings.layout,
    gaps,
    isSample: context.isSample,
    recipe: {
      ...findings.recipe,
      header: plan.structure.names !== undefined,
      delimiter,
      decimal: file.decimal,
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
