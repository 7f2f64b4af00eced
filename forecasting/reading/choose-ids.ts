import type { ColumnData } from './column-data.ts';
import { hints } from './column-hints.ts';
import type { Evidence, ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';

/** Which series each row belongs to. */
export interface IdChoice {
  readonly columns: readonly number[];
  /** By row. */
  readonly codes: Int32Array;
  /** By code, in order of first appearance. */
  readonly ids: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Rows by which the ids are chosen. */
export interface IdContext {
  readonly columns: readonly ColumnData[];
  /** Columns that are the time already. */
  readonly timeColumns: readonly number[];
  readonly stamps: Float64Array;
  readonly keep: Uint8Array;
  readonly flags: ReadingFlags;
}

interface Codes {
  readonly columns: readonly number[];
  readonly name: string;
  readonly codes: Int32Array;
  readonly ids: readonly string[];
}

/** Times are repeated by at least this share of the rows where several series stand below each other. */
const repeatedShare = 0.2;
/** An id may leave this share of the rows with a time that it has already. */
const mostLeft = 0.05;
const mostCandidates = 8;

/** Finds the column that tells the series apart where their times repeat; undefined for a wide file. */
export function chooseIds(context: IdContext): IdChoice | undefined {
  const named = context.flags.idColumn;
  if (named !== undefined) return namedIds(context, named);
  let rows = 0;
  for (let row = 0; row < context.keep.length; row++) rows += context.keep[row]!;
  const repeated = countRepeats(context, undefined);
  if (repeated === 0) return undefined;
  const singles = candidateCodes(context, rows).map((one) => ({ ...one, left: countRepeats(context, one) }));
  const best = bestOf(singles, rows) ?? bestOf(pairsOf(singles, context), rows);
  if (!best) return undefined;
  const isCertain = repeated >= repeatedShare * rows || (best.left === 0 && hints.isId(best.name));
  if (!isCertain) return undefined;
  const message = `Column “${best.name}” names the series: ${best.ids.length} of them share their times (${repeated} rows repeat one)`;
  return { ...best, evidence: [{ code: 'id-column', message, rows: repeated }] };
}

function bestOf<T extends Codes & { left: number }>(candidates: readonly T[], rows: number): T | undefined {
  const fitting = candidates.filter((one) => one.left <= mostLeft * rows);
  const rank = (one: T) =>
    one.left / rows -
    (hints.isId(one.name) ? 0.02 : 0) +
    (one.ids.includes('') ? 0.03 : 0) +
    one.ids.length / rows / 10;
  return fitting.sort((a, b) => rank(a) - rank(b))[0];
}

function candidateCodes(context: IdContext, rows: number): Codes[] {
  return context.columns
    .filter((column) => !context.timeColumns.includes(column.index))
    .flatMap((column) => codesOf(column) ?? [])
    .filter(({ ids }) => ids.length >= 2 && ids.length <= rows / 2)
    .sort((a, b) => Number(isNumbers(context, a)) - Number(isNumbers(context, b)))
    .slice(0, mostCandidates);
}

const isNumbers = (context: IdContext, one: Codes) =>
  context.columns.some((column) => column.index === one.columns[0] && column.kind === 'number');

/** The texts of a column as codes; whole numbers count where their name or their zeros say that they are names. */
function codesOf(column: ColumnData, isTold = false): Codes | undefined {
  const { index, name } = column;
  if (column.kind === 'text') {
    if (column.source.isFree) return undefined;
    return { columns: [index], name, ...renumbered(column.codes, column.texts) };
  }
  if (column.kind !== 'number') return undefined;
  if (!isTold && !hints.isId(name) && column.paddedDigits === 0) return undefined;
  return numberCodes(column.values, { index, name, digits: column.paddedDigits });
}

/** Texts that differ only in spaces are one. */
function renumbered(codes: Int32Array, texts: readonly string[]): Pick<Codes, 'codes' | 'ids'> {
  const ids = [...new Set(texts)];
  if (ids.length === texts.length) return { codes, ids };
  const place = new Map(ids.map((id, i) => [id, i]));
  const map = texts.map((text) => place.get(text)!);
  return { codes: codes.map((code) => map[code]!), ids };
}

function numberCodes(
  values: Float64Array,
  column: { index: number; name: string; digits: number },
): Codes | undefined {
  const place = new Map<number, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let code = place.get(value);
    if (code === undefined) {
      if (place.size > 50_000 || (!Number.isNaN(value) && !Number.isInteger(value))) return undefined;
      code = place.size;
      place.set(value, code);
    }
    codes[row] = code;
  }
  const ids = [...place.keys()].map((value) =>
    Number.isNaN(value) ? '' : String(value).padStart(column.digits, '0'),
  );
  return { columns: [column.index], name: column.name, codes, ids };
}

function pairsOf(singles: readonly Codes[], context: IdContext): (Codes & { left: number })[] {
  const pairs: (Codes & { left: number })[] = [];
  for (let a = 0; a < singles.length; a++) {
    for (let b = a + 1; b < singles.length; b++) {
      const pair = pairCodes([singles[a]!, singles[b]!]);
      if (pair.ids.length <= context.keep.length / 2)
        pairs.push({ ...pair, left: countRepeats(context, pair) });
    }
  }
  return pairs;
}

function pairCodes([first, second]: readonly [Codes, Codes]): Codes {
  const place = new Map<number, number>();
  const ids: string[] = [];
  const codes = first.codes.map((code, row) => {
    const key = code * 65_536 + second.codes[row]!;
    const known = place.get(key);
    if (known !== undefined) return known;
    place.set(key, ids.length);
    ids.push(`${first.ids[code]} ${second.ids[second.codes[row]!]}`);
    return ids.length - 1;
  });
  return { columns: [...first.columns, ...second.columns], name: `${first.name}+${second.name}`, codes, ids };
}

/** How many rows have a time that another row of the same code has. */
function countRepeats(context: IdContext, ids: Pick<Codes, 'codes' | 'ids'> | undefined): number {
  const { stamps, keep } = context;
  if (!ids && isRising(stamps)) return 0;
  const groups = groupStamps(stamps, keep, ids);
  let repeats = 0;
  for (const group of groups) {
    if (!isRising(group)) group.sort();
    for (let i = 1; i < group.length; i++) if (group[i] === group[i - 1]) repeats++;
  }
  return repeats;
}

function isRising(stamps: Float64Array): boolean {
  for (let i = 1; i < stamps.length; i++) if (!(stamps[i]! > stamps[i - 1]!)) return false;
  return true;
}

function groupStamps(
  stamps: Float64Array,
  keep: Uint8Array,
  ids: Pick<Codes, 'codes' | 'ids'> | undefined,
): Float64Array[] {
  if (!ids) return [stamps.filter((_, row) => keep[row] === 1)];
  const sizes = new Int32Array(ids.ids.length);
  for (let row = 0; row < stamps.length; row++) if (keep[row] === 1) sizes[ids.codes[row]!]!++;
  const groups = Array.from(sizes, (size) => new Float64Array(size));
  const used = new Int32Array(ids.ids.length);
  for (let row = 0; row < stamps.length; row++) {
    if (keep[row] !== 1) continue;
    const code = ids.codes[row]!;
    groups[code]![used[code]!++] = stamps[row]!;
  }
  return groups;
}

/** `--series-id NAME`, or two names joined by `+`. */
function namedIds(context: IdContext, name: string): IdChoice {
  const byName = (one: string) => context.columns.find((column) => column.name === one);
  const names = byName(name) ? [name] : name.split('+').map((part) => part.trim());
  const found = names.map((part) => {
    const column = byName(part);
    return column ? codesOf(column, true) : refuseUnknown(context, part);
  });
  const usable = found.filter((one) => one !== undefined);
  if (usable.length !== names.length) {
    refuse('bad-id-column', `Column “${name}” cannot name the series: it has too many different values.`);
  }
  const codes = usable.reduce((a, b) => pairCodes([a, b]));
  const message = `Column “${name}” names the series: you said so`;
  return { ...codes, evidence: [{ code: 'id-column', message }] };
}

function refuseUnknown(context: IdContext, name: string): never {
  const known = context.columns.slice(0, 8).map((column) => `“${column.name}”`);
  refuse('unknown-column', `There is no column “${name}”; there are ${known.join(', ')}.`);
}
