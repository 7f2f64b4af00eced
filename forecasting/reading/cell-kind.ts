import { parseDateCell } from './date-grammar.ts';
import { isMissing } from './missing-values.ts';
import { parseNumberCell } from './number-grammar.ts';

/** What a single cell looks like, before anything is known of its column. */
export type CellKind = 'empty' | 'missing' | 'number' | 'date' | 'clock' | 'text';

/** A year and a month with a point between, as Korean and Chinese offices write them: `2024.01`. */
const yearMonth = /^(1[89]|20|21)\d\d\.(0[1-9]|1[0-2])$/;

const plainNumber = /^[-+]?\d+(?:[.,]\d+)?$/;

/** The kind of a trimmed cell. A year or `20240102` is a number here: only its column can show that it is a time. */
export function cellKind(text: string): CellKind {
  if (text === '') return 'empty';
  if (plainNumber.test(text)) return 'number';
  if (isMissing(text)) return 'missing';
  const number = parseNumberCell(text).kind;
  if (number === 'missing') return 'missing';
  if (number !== 'text') return 'number';
  const date = parseDateCell(text);
  if (date) return date.kind === 'clock' ? 'clock' : 'date';
  return 'text';
}

/** Whether all of these cells are years with months, so that `2024.10` must not become 2024.1. */
export function areYearMonths(cells: readonly string[]): boolean {
  return cells.length >= 3 && cells.every((cell) => yearMonth.test(cell));
}
