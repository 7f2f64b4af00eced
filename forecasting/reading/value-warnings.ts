import type { IdChoice } from './choose-ids.ts';
import type { ValueChoice } from './choose-values.ts';
import type { ColumnData, NumberData } from './column-data.ts';
import { hints } from './column-hints.ts';
import type { ReadingIssue } from './reading.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import { isConstant, isEmpty } from './value-issues.ts';

/** Refuses a table without a column to forecast, or asks where its cells hold several values each. */
export function refuseWithoutValues(values: ValueChoice, data: readonly ColumnData[]): void {
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

/** Columns that were left out because their numbers carry different units. */
export function mixedUnitWarnings(data: readonly ColumnData[], values: ValueChoice): ReadingIssue[] {
  return data.flatMap((column) => {
    if (column.kind !== 'number' || values.reasons.get(column.index) !== 'mixes units') return [];
    const listed = [...column.source.units.keys()].slice(0, 5).map((text) => `“${text}”`);
    const message = `column “${column.name}” mixes ${listed.join(' and ')} behind its numbers and was left out: write them in one unit`;
    return [{ code: 'mixed-units', message, column: column.index + 1 }];
  });
}

/** A column of units beside the values, of which one series has several: grams and kilograms in turn. */
export function changingUnits(data: readonly ColumnData[], ids: IdChoice | undefined): ReadingIssue[] {
  return data.flatMap((column) => {
    if (column.kind !== 'text' || column.texts.length < 2 || !hints.isUnit(column.name)) return [];
    if (ids?.columns.includes(column.index)) return [];
    const unitOf = new Map<number, number>();
    const row = column.codes.findIndex((code, at) => {
      const id = ids?.codes[at] ?? 0;
      if (column.texts[code] === '') return false;
      const known = unitOf.get(id) ?? code;
      unitOf.set(id, known);
      return known !== code;
    });
    if (row < 0) return [];
    const units = [unitOf.get(ids?.codes[row] ?? 0)!, column.codes[row]!].map((code) => column.texts[code]);
    const message = `column “${column.name}” changes between “${units[0]}” and “${units[1]}” within a series; its numbers are read as they stand`;
    return [{ code: 'mixed-units', message, column: column.index + 1 }];
  });
}

/** Columns that were left out because their cells hold several values. */
export function compositeWarnings(data: readonly ColumnData[], values: ValueChoice): ReadingIssue[] {
  return data
    .filter((column) => column.isComposite && values.reasons.has(column.index))
    .map((column) => ({
      code: 'composite-column',
      message: `column “${column.name}” holds several values in each cell and was left out`,
      column: column.index + 1,
    }));
}

/** Columns without any value, and columns that never change: read, but named. */
export function oddSeries(columns: readonly NumberData[], ids: IdChoice | undefined): ReadingIssue[] {
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
