import { ForecastingError } from '../../errors.ts';
import type { KernelExports } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';

/** The compiled kernels, as `scripts/build-kernels.mjs` writes them. */
export interface KernelBytes {
  /** Built for WebAssembly SIMD. */
  readonly plain: Uint8Array;
  /** Built for relaxed SIMD, whose multiply-add rounds once; used where the runtime has it. */
  readonly relaxed?: Uint8Array;
}

/** The kernels, loaded: one memory, one instance. */
export interface KernelModule {
  readonly simd: 'relaxed' | 'plain';
  /** Eight hexadecimal digits that differ when the code does. */
  readonly build: string;
  /** For further threads on the same memory. */
  readonly module: WebAssembly.Module;
  readonly memory: KernelMemory;
  readonly exports: KernelExports;
}

/**
 * Loads the recurrent kernels.
 *
 * @throws ForecastingError 'unsupported' on a runtime without WebAssembly SIMD or shared memory.
 *
 * @example loadKernels({ plain, relaxed }).simd // 'relaxed' on a runtime that has it
 */
export function loadKernels(bytes: KernelBytes): KernelModule {
  const relaxed = bytes.relaxed && accepts(bytes.relaxed) ? bytes.relaxed : undefined;
  const chosen = relaxed ?? bytes.plain;
  if (!accepts(chosen)) {
    throw new ForecastingError(
      'unsupported',
      'Cannot load the recurrent kernels: a runtime with WebAssembly SIMD and threads is needed, this one has none',
    );
  }
  const module = new WebAssembly.Module(chosen as BufferSource);
  const memory = new KernelMemory();
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
  return {
    simd: relaxed ? 'relaxed' : 'plain',
    build: fingerprint(chosen),
    module,
    memory,
    exports: instance.exports as unknown as KernelExports,
  };
}

function accepts(bytes: Uint8Array): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes as BufferSource);
}

/** FNV-1a, 32 bits. */
function fingerprint(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
