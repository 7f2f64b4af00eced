import { chooseIds } from './choose-ids.ts';
import { chooseTime } from './choose-time.ts';
import type { ColumnData, NumberData } from './column-data.ts';
import { type Cells, clearCells, joinCells, type PivotedTable, seriesOf } from './pivot.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { TimeHeader } from './time-header.ts';

/** Turns a table round whose rows are days and whose columns are the times of day. */
export function pivotDays(
  columns: readonly ColumnData[],
  header: TimeHeader,
  table: {
    readonly rows: number;
    readonly flags: ReadingFlags;
    readonly lineOf: (row: number) => number;
  },
): PivotedTable {
  const { rows, flags, lineOf } = table;
  const valueColumns = header.columns.map((index) => columns[index]);
  if (!valueColumns.every((column): column is NumberData => column?.kind === 'number')) {
    refuse('no-values', 'The columns under the times of day do not hold numbers: check the header line.');
  }
  const others = columns.filter((column) => !header.columns.includes(column.index));
  const time = chooseTime({ columns: others, rows, flags, lineOf });
  if (time.kind !== 'time')
    refuse('no-time-column', 'The header names times of day, but no column holds the days: add one.');
  const keep = Uint8Array.from(time.stamps, (stamp) => (Number.isNaN(stamp) ? 0 : 1));
  const ids = chooseIds({ columns: others, timeColumns: time.columns, stamps: time.stamps, keep, flags });
  const byId = new Map<string, Cells>();
  for (let row = 0; row < rows; row++) {
    if (keep[row] === 0) continue;
    const id = ids?.ids[ids.codes[row]!] || 'value';
    const stamps = header.times.map((ms) => time.stamps[row]! + ms);
    const cells = { stamps, values: valueColumns.map(({ values }) => values[row]!) };
    byId.set(id, joinCells(byId.get(id), cells));
  }
  const warnings = clearCells(byId, flags);
  const series = [...byId].map(([id, cells]) => seriesOf(id, cells, ids !== undefined));
  const message = `Each row is a day: ${header.columns.length} columns are the times of day of ${series.length} series`;
  return {
    series,
    idColumns: ids?.columns ?? [],
    timeColumns: [...time.columns, ...header.columns],
    evidence: [...time.evidence, { code: 'transposed', message }, ...(ids?.evidence ?? [])],
    warnings,
    emptyRows: Array.from(keep.keys()).filter((row) => keep[row] === 0),
  };
}
