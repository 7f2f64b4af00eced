import { textOf } from './cell-text.ts';
import { GrowingIntegers } from './growing.ts';

/** A column with more different texts than this names no series. */
const mostTexts = 50_000;
const seed = 2_166_136_261;
const prime = 16_777_619;

/** A column of texts, kept as numbers of a dictionary. */
export class TextColumn {
  readonly kind = 'text';
  readonly #codes = new GrowingIntegers();
  readonly #byHash = new Map<number, number[]>();
  readonly #bytesOf: Uint8Array[] = [];
  readonly texts: string[] = [];
  #last = -1;
  /** Whether there were so many different texts that they were no longer told apart. */
  isFree = false;

  get length(): number {
    return this.#codes.length;
  }

  push(bytes: Uint8Array, start: number, end: number): void {
    if (this.isFree) {
      this.#codes.push(0);
      return;
    }
    if (this.#last < 0 || !equals(this.#bytesOf[this.#last]!, bytes, start, end)) {
      this.#last = this.#codeOf(bytes, start, end);
    }
    this.#codes.push(this.#last);
  }

  pushMissing(): void {
    this.push(new Uint8Array(0), 0, 0);
  }

  /** The number of each row's text in `texts`. */
  take(): Int32Array {
    return this.#codes.take();
  }

  #codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = seed;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, prime);
    const bucket = this.#byHash.get(hash);
    const known = bucket?.find((code) => equals(this.#bytesOf[code]!, bytes, start, end));
    if (known !== undefined) return known;
    const code = this.texts.length;
    if (code === mostTexts) {
      this.isFree = true;
      return 0;
    }
    this.#bytesOf.push(bytes.slice(start, end));
    this.texts.push(textOf(bytes, start, end).trim());
    if (bucket) bucket.push(code);
    else this.#byHash.set(hash, [code]);
    return code;
  }
}

function equals(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) return false;
  return true;
}
