import { isUnitWord } from './units.ts';

/** Whether a row under the header holds units rather than names. */
export function isUnitsRow(cells: readonly string[]): boolean {
  const filled = (cells.length > 1 ? cells.slice(1) : cells).filter((cell) => cell !== '');
  return filled.length > 0 && filled.filter((cell) => isUnitWord(cell)).length >= 0.8 * filled.length;
}

/**
 * One name a column out of several header rows: the parts that tell columns apart, from top to bottom. A part
 * that is the same over all value columns (a ticker, a town) is left out; a group name over several columns is
 * carried to the right.
 */
export function joinHeaderRows(rows: readonly (readonly string[])[], width: number): string[] {
  const parts = rows.map((row, i) => (i < rows.length - 1 ? carryRight(row, width) : padded(row, width)));
  const telling = parts.filter((row) => new Set(row.slice(1).filter(Boolean)).size > 1 || rows.length === 1);
  const used = telling.length > 0 ? telling : parts.slice(-1);
  return Array.from({ length: width }, (_, column) =>
    column === 0 ? firstName(parts) : [...new Set(used.map((row) => row[column]!).filter(Boolean))].join(' '),
  );
}

/** The first column is named by the lowest row that says anything. */
function firstName(rows: readonly (readonly string[])[]): string {
  const filled = rows.map((row) => row[0]!).filter(Boolean);
  return filled.findLast((name) => !isUnitWord(name)) ?? filled.at(-1) ?? '';
}

const padded = (row: readonly string[], width: number) =>
  Array.from({ length: width }, (_, i) => row[i] ?? '');

function carryRight(row: readonly string[], width: number): string[] {
  let last = '';
  return padded(row, width).map((cell, i) => {
    if (cell !== '' || i === 0) last = i === 0 ? '' : cell;
    return cell === '' && i > 0 ? last : cell;
  });
}

/** Names without gaps and without twins: `column 3` for the nameless, ` (2)` for the second of a name. */
export function completeNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((raw, i) => {
    const name = raw.replace(/\s+/g, ' ') || `column ${i + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}
