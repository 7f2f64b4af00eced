import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { findTrainer } from './find-trainer.ts';
import { readKernelBytes } from './kernel-bytes.ts';
import { acceptsRelaxedSimd } from './relaxed-simd.ts';

let program: string | undefined;

/**
 * The same for the same data and configuration, program and processor: what was kept under another one would go on
 * to other bits.
 *
 * @param job Tells data and configuration from others.
 */
export function fingerprintRun(job: string): string {
  program ??= describeProgram();
  return createHash('sha256').update(`${job} ${program}`).digest('hex');
}

/** Where the program is not built, nothing is ever the same. */
function describeProgram(): string {
  try {
    const { plain, relaxed } = readKernelBytes();
    const code = createHash('sha256').update(readFileSync(findTrainer())).update(plain);
    if (relaxed) code.update(relaxed);
    return JSON.stringify([code.digest('hex'), arch(), cpus()[0]?.model, acceptsRelaxedSimd()]);
  } catch {
    return randomUUID();
  }
}
