/** A row that was typed or pasted, as the API takes it. */
export interface PastedRow {
  readonly time: string | number;
  readonly value: number | null;
}

export type PastedRows =
  | { readonly rows: readonly PastedRow[]; readonly problem: null }
  | { readonly rows: null; readonly problem: string };

const missing = new Set(['', 'na', 'n/a', 'nan', 'null', '-']);

/**
 * Reads lines of `time, value` as they come out of a spreadsheet or an editor: parted by tab, semicolon or comma.
 * A first line that is no observation counts as a head. Beside a tab or a semicolon a comma may be the decimal sign.
 */
export function readPastedRows(text: string, axisKind: 'time' | 'index'): PastedRows {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const filled = lines.filter(({ line }) => line !== '');
  const rows: PastedRow[] = [];
  for (const [index, { line, number }] of filled.entries()) {
    const row = readRow(line, axisKind);
    if (row) rows.push(row);
    else if (index > 0) return { rows: null, problem: `Line ${number}: “${line}” is not “time, value”.` };
  }
  return rows.length === 0
    ? { rows: null, problem: 'There is no row yet: each line has a time and a value.' }
    : { rows, problem: null };
}

function readRow(line: string, axisKind: 'time' | 'index'): PastedRow | null {
  const separator = ['\t', ';', ','].find((sign) => line.includes(sign));
  if (!separator) return null;
  const cells = line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const [first = '', second = ''] = cells;
  if (cells.length !== 2 || first === '' || !/\d/.test(first)) return null;
  const value = readValue(separator === ',' ? second : second.replace(',', '.'));
  const time = axisKind === 'index' ? Number(first) : first;
  if (value === undefined || (typeof time === 'number' && !Number.isSafeInteger(time))) return null;
  return { time, value };
}

function readValue(cell: string): number | null | undefined {
  if (missing.has(cell.toLowerCase())) return null;
  const value = Number(cell.replace('−', '-'));
  return Number.isFinite(value) ? value : undefined;
}
