import { textOf } from './cell-text.ts';
import { scanDate, scanned } from './date-bytes.ts';
import { type DateCell, type DateKind, parseDateCell } from './date-grammar.ts';
import { GrowingFloats } from './growing.ts';
import { isMissing } from './missing-values.ts';
import { Oddities } from './oddities.ts';

/** One way in which the dates of a column are written. */
export interface DateForm {
  readonly form: string;
  readonly kind: DateKind;
  readonly isZoned: boolean;
  count: number;
  readonly firstRow: number;
}

const mostForms = 250;
const unreadable = 255;

/** A column of dates or times, filled cell by cell; a cell that is none becomes NaN and is remembered. */
export class TimeColumn {
  readonly kind = 'time';
  readonly #values = new GrowingFloats();
  #forms = new Uint8Array(64);
  readonly forms: DateForm[] = [];
  /** Forms by pattern, separator and zone, so that the usual cell needs no text. */
  readonly #fast = new Map<number, number>();
  /** Cells that are no dates at all, and dates that do not exist. */
  readonly unreadable = new Oddities(1000);
  readonly impossible = new Oddities(1000);
  missing = 0;

  get length(): number {
    return this.#values.length;
  }

  push(bytes: Uint8Array, start: number, end: number): void {
    const value = scanDate(bytes, start, end);
    if (scanned.pattern === 0) this.#pushText(textOf(bytes, start, end).trim());
    else this.#add(value, this.#fastForm());
  }

  pushMissing(): void {
    this.missing++;
    this.#add(Number.NaN, unreadable);
  }

  /** Values as read: stamps, or packed triples, by the form of the row. */
  take(): { values: Float64Array; forms: Uint8Array } {
    const forms = this.#forms.slice(0, this.length);
    return { values: this.#values.take(), forms };
  }

  #fastForm(): number {
    const key = scanned.separator * 8 + scanned.pattern * 2 + (scanned.isZoned ? 1 : 0);
    const known = this.#fast.get(key);
    if (known !== undefined) {
      this.forms[known]!.count++;
      return known;
    }
    const mark = String.fromCharCode(scanned.separator);
    const index = this.#formIndex({
      form: scanned.pattern === 1 ? `YYYY${mark}MM${mark}DD` : `?${mark}?${mark}YYYY`,
      kind: scanned.pattern === 1 ? 'stamp' : 'xxy',
      isZoned: scanned.isZoned,
    });
    this.#fast.set(key, index);
    return index;
  }

  #pushText(text: string): void {
    if (isMissing(text)) {
      this.pushMissing();
      return;
    }
    const cell = parseDateCell(text);
    if (!cell) {
      this.unreadable.add(this.length, text);
      this.#add(Number.NaN, unreadable);
    } else if (Number.isNaN(cell.value)) {
      this.impossible.add(this.length, text);
      this.#add(Number.NaN, unreadable);
    } else this.#add(cell.value, this.#formIndex(cell));
  }

  #formIndex(cell: Pick<DateCell, 'form' | 'kind' | 'isZoned'>): number {
    const known = this.forms.findIndex((one) => one.form === cell.form && one.isZoned === cell.isZoned);
    if (known >= 0) {
      this.forms[known]!.count++;
      return known;
    }
    if (this.forms.length === mostForms) return mostForms - 1;
    const { form, kind, isZoned } = cell;
    this.forms.push({ form, kind, isZoned, count: 1, firstRow: this.length });
    return this.forms.length - 1;
  }

  #add(value: number, form: number): void {
    const row = this.length;
    if (row === this.#forms.length) {
      const larger = new Uint8Array(row * 2);
      larger.set(this.#forms);
      this.#forms = larger;
    }
    this.#forms[row] = form;
    this.#values.push(value);
  }
}
