import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type KernelModule, loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { readKernelBytes } from '#workers/kernel-bytes.ts';
import { projectRoot } from './launch.ts';

/** Compiles the kernels if the sources have changed, and loads them: relaxed SIMD where this process has it. */
export function loadTestKernels(): KernelModule {
  buildTestKernels();
  return loadKernels(readKernelBytes());
}

/** Brings `dist/kernels` up to date, in a process of its own. */
export function buildTestKernels(): void {
  const built = spawnSync(process.execPath, [join(projectRoot, 'scripts/build-kernels.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) throw new Error('The kernels do not compile; the message stands above.');
}
