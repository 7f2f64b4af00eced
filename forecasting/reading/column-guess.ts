import type { IdChoice } from './choose-ids.ts';
import type { ValueChoice } from './choose-values.ts';
import type { ColumnData } from './column-data.ts';
import type { ColumnGuess, ReadingFlags } from './reading.ts';
import type { TimeChoice } from './time-choice.ts';

/** What was chosen to be what. */
export interface Choices {
  readonly time: TimeChoice;
  readonly ids: IdChoice | undefined;
  readonly values: ValueChoice;
}

/** What a column is used as, and why. */
export function guessOf(column: ColumnData, { time, ids, values }: Choices): ColumnGuess {
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

/** The flags under which the same columns are used the same way again. */
export function recipeOf(
  parts: Choices & { readonly data: readonly ColumnData[]; readonly flags: ReadingFlags },
): ReadingFlags {
  const { data, time, ids, values, flags } = parts;
  return {
    ...time.recipe,
    ...(ids ? { idColumn: ids.columns.map((index) => data[index]!.name).join('+') } : {}),
    targets: values.columns.map((column) => column.name),
    ...(flags.zone === undefined ? {} : { zone: flags.zone }),
    ...(flags.monthsAcross === undefined ? {} : { monthsAcross: flags.monthsAcross }),
    ...(flags.keep === undefined ? {} : { keep: flags.keep }),
  };
}
