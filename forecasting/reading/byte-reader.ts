const blockSize = 1 << 20;

/** Reads a stream of bytes in blocks of its own memory, and lets the beginning be looked at first. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #onBytes: (bytes: number) => void;
  #head = new Uint8Array(0);
  #headLength = 0;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void = () => {}) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#onBytes = onBytes;
  }

  /** Whether the source has been read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The first bytes of the source, at least `count` of them if it has as many. They stay to be read. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#headLength < count) {
      const chunk = await this.#next();
      if (!chunk) break;
      this.#append(chunk);
    }
    return this.#head.subarray(0, this.#headLength);
  }

  /**
   * Everything from the beginning, in blocks of a mebibyte or more. A block is good until the next one is asked
   * for: its memory is used again.
   */
  async *blocks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      await this.peek(blockSize);
      if (this.#headLength === 0) return;
      yield this.#take();
    }
  }

  #take(): Uint8Array {
    const block = this.#head.subarray(0, this.#headLength);
    this.#headLength = 0;
    return block;
  }

  /** Tells the source that no more will be read. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#ended) return undefined;
    const { value, done } = await this.#chunks.next();
    this.#ended = done === true;
    if (done || value === undefined) return undefined;
    this.#onBytes(value.length);
    return value;
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#headLength + chunk.length;
    if (needed > this.#head.length) {
      const grown = new Uint8Array(Math.max(needed, this.#head.length * 2, blockSize + (1 << 16)));
      grown.set(this.#head.subarray(0, this.#headLength));
      this.#head = grown;
    }
    this.#head.set(chunk, this.#headLength);
    this.#headLength = needed;
  }
}
