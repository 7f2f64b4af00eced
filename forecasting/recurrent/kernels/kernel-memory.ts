import { ForecastingError } from '../../errors.ts';

const pageBytes = 65_536;
/** 2 GiB of address space, used only as far as it is needed; every address stays a positive 32-bit integer. */
const mostPages = 32_768;
/** Blocks begin on a cache line. */
const alignment = 64;

/** The compiled module keeps its constants below; address 0 means "none". */
const firstAddress = 4096;

/** A free stretch of memory. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The memory of the kernels, and who has which part of it. */
export class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  private readonly sizes = new Map<number, number>();
  /** In the order of addresses, never two that touch. */
  private gaps: Gap[] = [{ from: firstAddress, to: pageBytes }];

  /**
   * Reserves a block; its content is undefined.
   *
   * @throws ForecastingError 'invalid-config' when the memory cannot grow so far.
   */
  allocate(bytes: number): number {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    const found = this.gaps.findIndex((gap) => gap.to - gap.from >= size);
    if (found < 0) {
      this.grow(size);
      return this.allocate(bytes);
    }
    const { from, to } = this.gaps[found]!;
    this.gaps.splice(found, 1, ...(from + size < to ? [{ from: from + size, to }] : []));
    this.sizes.set(from, size);
    return from;
  }

  /** Gives a block back. */
  release(address: number): void {
    const size = this.sizes.get(address);
    if (size === undefined) return;
    this.sizes.delete(address);
    this.insert({ from: address, to: address + size });
  }

  /** Bytes in use. */
  get used(): number {
    return [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  /** A block seen as numbers; not to be kept over an `allocate`. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count);
  }

  doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, count);
  }

  bytes(address: number, count: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, count);
  }

  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, count);
  }

  private grow(size: number): void {
    const before = this.memory.buffer.byteLength;
    const last = this.gaps.at(-1);
    const missing = size - (last?.to === before ? last.to - last.from : 0);
    // A sixteenth more than asked for, so that many small blocks do not each grow the memory.
    const pages = Math.ceil(Math.max(missing, before / 16) / pageBytes);
    try {
      this.memory.grow(pages);
    } catch {
      throw new ForecastingError(
        'invalid-config',
        `Cannot train the network: ${Math.ceil((before + missing) / 2 ** 20)} MiB of kernel memory are needed, there are at most ${(mostPages * pageBytes) / 2 ** 20}`,
      );
    }
    this.insert({ from: before, to: this.memory.buffer.byteLength });
  }

  private insert(gap: Gap): void {
    const at = this.gaps.findIndex((other) => other.from > gap.from);
    const place = at < 0 ? this.gaps.length : at;
    const before = this.gaps[place - 1];
    const after = this.gaps[place];
    const joinsBefore = before?.to === gap.from;
    const joinsAfter = after?.from === gap.to;
    const joined = { from: joinsBefore ? before!.from : gap.from, to: joinsAfter ? after!.to : gap.to };
    this.gaps.splice(place - (joinsBefore ? 1 : 0), Number(joinsBefore) + Number(joinsAfter), joined);
  }
}
