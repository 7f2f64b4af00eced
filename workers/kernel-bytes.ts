import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KernelBytes } from '#forecasting/recurrent/kernels/kernel-module.ts';

/** Beside a bundle in `dist`, or in `dist` when this runs from source. */
const places = ['./kernels/', '../dist/kernels/'];

/** Reads the compiled kernels of this installation. */
export function readKernelBytes(): KernelBytes {
  const folder = places
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(fileURLToPath(new URL('plain.wasm', url))));
  if (!folder) throw new Error('The recurrent kernels are not built: run "npm run build"');
  return {
    plain: readFileSync(fileURLToPath(new URL('plain.wasm', folder))),
    relaxed: readFileSync(fileURLToPath(new URL('relaxed.wasm', folder))),
  };
}
