import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelBytes } from '#forecasting/recurrent/kernels/kernel-module.ts';

/** Reads the compiled kernels from the folder they are built into. */
export function readKernels(folder: string): KernelBytes {
  return {
    plain: readFileSync(join(folder, 'plain.wasm')),
    relaxed: readFileSync(join(folder, 'relaxed.wasm')),
  };
}
