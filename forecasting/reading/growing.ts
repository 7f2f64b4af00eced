const chunkLength = 1 << 16;

/** A list of doubles that grows without ever copying what it holds. */
export class GrowingFloats {
  readonly #full: Float64Array[] = [];
  #chunk = new Float64Array(1024);
  #used = 0;
  #before = 0;

  get length(): number {
    return this.#before + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#chunk.length) this.#grow();
    this.#chunk[this.#used++] = value;
  }

  /** Everything in one array. The list is empty afterwards, so that no value is held twice for long. */
  take(): Float64Array {
    const all = new Float64Array(this.length);
    let at = 0;
    for (const chunk of this.#full.splice(0)) {
      all.set(chunk, at);
      at += chunk.length;
    }
    all.set(this.#chunk.subarray(0, this.#used), at);
    this.#chunk = new Float64Array(0);
    this.#used = 0;
    this.#before = 0;
    return all;
  }

  #grow(): void {
    if (this.#chunk.length > 0) this.#full.push(this.#chunk);
    this.#before += this.#used;
    this.#chunk = new Float64Array(chunkLength);
    this.#used = 0;
  }
}

/** A list of 32-bit integers that grows without copying. */
export class GrowingIntegers {
  readonly #full: Int32Array[] = [];
  #chunk = new Int32Array(256);
  #used = 0;
  #before = 0;

  get length(): number {
    return this.#before + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#chunk.length) this.#grow();
    this.#chunk[this.#used++] = value;
  }

  /** Everything in one array; the list is empty afterwards. */
  take(): Int32Array {
    const all = new Int32Array(this.length);
    let at = 0;
    for (const chunk of this.#full.splice(0)) {
      all.set(chunk, at);
      at += chunk.length;
    }
    all.set(this.#chunk.subarray(0, this.#used), at);
    this.#chunk = new Int32Array(0);
    this.#used = 0;
    this.#before = 0;
    return all;
  }

  #grow(): void {
    if (this.#chunk.length > 0) this.#full.push(this.#chunk);
    this.#before += this.#used;
    this.#chunk = new Int32Array(chunkLength);
    this.#used = 0;
  }
}
