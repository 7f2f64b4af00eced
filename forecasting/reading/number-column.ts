import { textOf } from './cell-text.ts';
import { GrowingFloats, GrowingIntegers } from './growing.ts';
import { isMissing } from './missing-values.ts';
import { scanNumber, seen } from './number-bytes.ts';
import { type MarkUse, type NumberCell, parseNumberCell } from './number-grammar.ts';
import { Oddities } from './oddities.ts';

const dotByte = 46;
const plain = /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** The decimal mark that a use of marks proves. */
const provenBy: Readonly<Record<MarkUse, '.' | ',' | undefined>> = {
  none: undefined,
  'dot-decimal': '.',
  'comma-decimal': ',',
  'dot-group': ',',
  'comma-group': '.',
  'dot-unclear': undefined,
  'comma-unclear': undefined,
};

type Counts = ReadonlyMap<string, number>;

/** Shared by all columns until they count something: a file may have tens of thousands of them. */
const none: Counts = new Map();

function counted(counts: Counts, text: string): Counts {
  const own = (counts === none ? new Map() : counts) as Map<string, number>;
  return own.set(text, (own.get(text) ?? 0) + 1);
}

/** A column of numbers, filled cell by cell; whatever is no number becomes NaN and is counted by name. */
export class NumberColumn {
  readonly kind = 'number';
  readonly #values = new GrowingFloats();
  /** Rows whose single mark fits both readings, seen before anything proved one: 2 × row, + 1 for a comma. */
  readonly #unclear = new GrowingIntegers();
  readonly #decimalGiven: '.' | ',' | undefined;
  #decimal: '.' | ',' | undefined;
  #lastMissing = '';

  /** Cells that prove each decimal mark, and the row of the first. */
  readonly proofs = { '.': { count: 0, row: -1 }, ',': { count: 0, row: -1 } };
  /** Cells that fit both readings, by mark. */
  readonly unclearCount = { '.': 0, ',': 0 };
  /** Whole numbers without any mark. */
  wholes = 0;
  /** Those of them from 1 to 999, up or down from zero. */
  smallWholes = 0;
  /** Those of them above 999, up or down from zero. */
  largeWholes = 0;
  missingTokens = none;
  affixes = none;
  /** Units or flags behind numbers, by text. */
  units = none;
  readonly notNumbers = new Oddities();
  readonly notFinite = new Oddities();
  readonly rounded = new Oddities();

  constructor(decimal?: '.' | ',') {
    this.#decimalGiven = decimal;
    this.#decimal = decimal;
  }

  get length(): number {
    return this.#values.length;
  }

  push(bytes: Uint8Array, start: number, end: number): void {
    const value = start === end ? Number.NaN : scanNumber(bytes, start, end);
    if (Number.isNaN(value)) this.#pushOther(bytes, start, end);
    else if (seen.mark === 0) this.#pushWhole(value);
    else this.#pushMarked(value, seen.mark === dotByte ? '.' : ',', seen.isUnclear);
  }

  pushMissing(): void {
    this.#countMissing('');
  }

  /** The values, with every unclear cell read by the mark that the column (or else the file) uses. */
  take(fallback: '.' | ','): Float64Array {
    const decimal = this.#decimalGiven ?? this.#decimal ?? fallback;
    const values = this.#values.take();
    for (const entry of this.#unclear.take()) {
      const mark = entry & 1 ? ',' : '.';
      if (mark !== decimal) values[entry >> 1] = Math.round(values[entry >> 1]! * 1000);
    }
    return values;
  }

  #pushWhole(value: number): void {
    this.#countWhole(value);
    this.#values.push(value);
  }

  #pushMarked(value: number, mark: '.' | ',', isUnclear: boolean): void {
    if (isUnclear) {
      this.#pushUnclear(value, mark);
      return;
    }
    this.#prove(mark);
    this.#values.push(value);
  }

  #pushUnclear(value: number, mark: '.' | ','): void {
    this.unclearCount[mark]++;
    if (this.#decimal === undefined) this.#unclear.push(this.length * 2 + (mark === ',' ? 1 : 0));
    const groups = this.#decimal !== undefined && this.#decimal !== mark;
    this.#values.push(groups ? Math.round(value * 1000) : value);
  }

  #prove(decimal: '.' | ','): void {
    const proof = this.proofs[decimal];
    if (proof.count++ === 0) proof.row = this.length;
    this.#decimal ??= decimal;
  }

  #pushOther(bytes: Uint8Array, start: number, end: number): void {
    const text = textOf(bytes, start, end).trim();
    if (text === this.#lastMissing || isMissing(text)) {
      this.#countMissing(text);
    } else if (plain.test(text) && text.length < 30 && text.includes('.')) {
      this.#pushParsed(
        { kind: 'number', value: Number(text), marks: 'dot-decimal', isRounded: false, affix: '' },
        text,
      );
    } else {
      this.#pushParsed(parseNumberCell(text), text);
    }
  }

  #countMissing(token: string): void {
    this.#lastMissing = token;
    this.missingTokens = counted(this.missingTokens, token);
    this.#values.push(Number.NaN);
  }

  #pushParsed(cell: NumberCell, text: string): void {
    const row = this.length;
    if (cell.kind === 'number' && Number.isFinite(cell.value)) {
      this.#pushNumber(cell, text);
      return;
    }
    if (cell.kind === 'missing') {
      this.#countMissing(text);
      return;
    }
    (cell.kind === 'text' ? this.notNumbers : this.notFinite).add(row, text);
    this.#values.push(Number.NaN);
  }

  #pushNumber(cell: NumberCell & { kind: 'number' }, text: string): void {
    if (cell.isRounded) this.rounded.add(this.length, text);
    if (cell.unit) this.units = counted(this.units, cell.unit);
    if (cell.affix) this.affixes = counted(this.affixes, cell.affix);
    if (cell.marks === 'dot-unclear' || cell.marks === 'comma-unclear') {
      this.#pushUnclear(cell.value, cell.marks === 'dot-unclear' ? '.' : ',');
      return;
    }
    const proven = provenBy[cell.marks];
    if (proven) this.#prove(proven);
    else this.#countWhole(cell.value);
    this.#values.push(cell.value);
  }

  #countWhole(value: number): void {
    this.wholes++;
    if (value > 999 || value < -999) this.largeWholes++;
    else if (value !== 0) this.smallWholes++;
  }
}
