const smallest = 128;
const largest = 1 << 16;

type NumberArray = Float64Array | Int32Array;

/** What every list begins with. */
const nothing: NumberArray = new Float64Array(0);

/** A full chunk of even steps, as the times of most files are: nothing but its begin and its step need be kept. */
interface Run {
  readonly first: number;
  readonly step: number;
}

/**
 * A list of numbers that grows chunk by chunk without copying what it holds; a short list stays small, for a file
 * may have tens of thousands of columns, and chunks of even steps take no room.
 */
abstract class Growing<A extends NumberArray> {
  readonly #full: (NumberArray | Run)[] = [];
  #chunk: NumberArray = nothing;
  #used = 0;
  #before = 0;

  protected abstract make(length: number): A;

  get length(): number {
    return this.#before + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#chunk.length) this.#grow();
    this.#chunk[this.#used++] = value;
  }

  /** Everything in one array. The list is empty afterwards, so that no value is held twice for long. */
  take(): A {
    const all = this.make(this.length);
    let at = 0;
    this.#full.reverse();
    for (let chunk = this.#full.pop(); chunk; chunk = this.#full.pop()) {
      if ('step' in chunk) for (let i = 0; i < largest; i++) all[at + i] = chunk.first + i * chunk.step;
      else all.set(chunk, at);
      at += 'step' in chunk ? largest : chunk.length;
    }
    all.set(this.#chunk.subarray(0, this.#used), at);
    this.#chunk = nothing;
    this.#used = 0;
    this.#before = 0;
    return all;
  }

  #grow(): void {
    const length = this.#chunk.length;
    const run = runOf(this.#chunk);
    if (length > 0) this.#full.push(run ?? this.#chunk);
    this.#before += this.#used;
    if (!run) this.#chunk = this.make(Math.min(largest, Math.max(smallest, length * 2)));
    this.#used = 0;
  }
}

function runOf(chunk: NumberArray): Run | undefined {
  if (chunk.length !== largest) return undefined;
  const first = chunk[0]!;
  const step = chunk[1]! - first;
  for (let i = 1; i < largest; i++) if (chunk[i] !== first + i * step) return undefined;
  return Object.is(first, -0) ? undefined : { first, step };
}

/** A growing list of doubles. */
export class GrowingFloats extends Growing<Float64Array> {
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }
}

/** A growing list of 32-bit integers. */
export class GrowingIntegers extends Growing<Int32Array> {
  protected make(length: number): Int32Array {
    return new Int32Array(length);
  }
}
