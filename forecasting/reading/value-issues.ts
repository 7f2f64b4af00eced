import type { NumberData } from './column-data.ts';
import type { Evidence, ReadingIssue } from './reading.ts';

/** What is odd about the cells of a value column, each with its count and first line. */
export function valueIssues(column: NumberData, lineOf: (row: number) => number): ReadingIssue[] {
  const { notNumbers, notFinite, rounded } = column.source;
  const kinds = [
    { code: 'not-a-number', list: notNumbers, says: 'is no number and taken as missing' },
    { code: 'not-finite', list: notFinite, says: 'is infinite or too large and taken as missing' },
    { code: 'precision', list: rounded, says: 'has more digits than a number can hold and was rounded' },
  ];
  return [
    ...mixedCurrencies(column),
    ...mixedPercent(column),
    ...kinds.flatMap(({ code, list, says }) => {
      const first = list.examples[0];
      if (!first) return [];
      const line = lineOf(first.row);
      const more = list.count > 1 ? ` (and ${list.count - 1} more)` : '';
      const message = `column “${column.name}”: “${first.text}” on line ${line} ${says}${more}`;
      return [{ code, message, line, column: column.index + 1, rows: list.count }];
    }),
  ];
}

const magnitudes =
  /^(?:[kKMBT]|mn|mln|bn|(?:tsd|mio|mrd|mld)|[%‰]|천|千|백만|百万|만|万|萬|억|億|亿|조|兆)+$/;

/** Dollars and euros in one column are no series. */
function mixedCurrencies(column: NumberData): ReadingIssue[] {
  const currencies = new Set(
    [...column.source.affixes.keys()]
      .map((affix) => affix.replace(/[kKMBT]$|\.$/, ''))
      .filter((affix) => affix !== '' && !magnitudes.test(affix)),
  );
  if (currencies.size < 2) return [];
  const listed = [...currencies]
    .slice(0, 5)
    .map((affix) => `“${affix}”`)
    .join(' and ');
  const message = `column “${column.name}” mixes ${listed} before or behind its numbers, which are read as if they were one unit`;
  return [{ code: 'mixed-units', message, column: column.index + 1 }];
}

/** `12%` is 12 and `0.12` is 0.12: where both stand in one column, one of them is a hundred times the other. */
function mixedPercent(column: NumberData): ReadingIssue[] {
  const { affixes, wholes, smallWholes, largeWholes, proofs, unclearCount } = column.source;
  let percent = 0;
  for (const [affix, count] of affixes) if (/[%‰]/.test(affix)) percent += count;
  if (percent === 0) return [];
  const marked = proofs['.'].count + proofs[','].count + unclearCount['.'] + unclearCount[','];
  const zeros = wholes - smallWholes - largeWholes;
  const bare = wholes + marked - zeros - percent;
  if (bare <= 0) return [];
  const message = `column “${column.name}” has ${percent} numbers with a percent sign and ${bare} without one, all read as they stand`;
  return [{ code: 'mixed-units', message, column: column.index + 1, rows: bare }];
}

/** The words and signs that a value column uses for "no value", and the signs beside its numbers. */
export function valueEvidence(column: NumberData): Evidence[] {
  const { missingTokens, affixes } = column.source;
  const evidence: Evidence[] = [];
  const words = [...missingTokens].filter(([token]) => token !== '');
  if (words.length > 0) {
    const listed = words
      .slice(0, 12)
      .map(([token, count]) => (count === 1 ? `“${token}”` : `“${token}” (${count} times)`));
    const rows = words.reduce((sum, [, count]) => sum + count, 0);
    const message = `Column “${column.name}”: ${listed.join(', ')} taken as missing`;
    evidence.push({ code: 'missing-values', message, rows });
  }
  if (affixes.size > 0) {
    const listed = [...affixes.keys()].slice(0, 6).map((affix) => `“${affix}”`);
    const rows = [...affixes.values()].reduce((sum, count) => sum + count, 0);
    const isPercent = affixes.has('%') ? '; percent stay percent points' : '';
    const message = `Column “${column.name}”: numbers with ${listed.join(', ')} read as such${isPercent}`;
    evidence.push({ code: 'number-signs', message, rows });
  }
  return [...evidence, ...unitEvidence(column)];
}

function unitEvidence({ name, source }: NumberData): Evidence[] {
  if (source.units.size === 0) return [];
  const rows = [...source.units.values()].reduce((sum, count) => sum + count, 0);
  const listed = [...source.units.keys()].slice(0, 8).map((text) => `“${text}”`);
  const what = source.units.size === 1 ? 'the unit' : 'the flags';
  const message = `Column “${name}”: ${what} ${listed.join(', ')} behind the numbers left away`;
  return [{ code: 'units', message, rows }];
}

/** Whether all values that are there are the same. */
export function isConstant(values: Float64Array): boolean {
  let first = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value) || value === first) continue;
    if (!Number.isNaN(first)) return false;
    first = value;
  }
  return !Number.isNaN(first);
}

/** Whether there is no value at all. */
export function isEmpty(values: Float64Array): boolean {
  return values.every(Number.isNaN);
}
