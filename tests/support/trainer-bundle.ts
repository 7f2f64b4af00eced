import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildTestKernels } from './kernels.ts';
import { projectRoot } from './launch.ts';

/**
 * Bundles the trainer from the sources as they are, beside the product's own bundles, so that a test never runs an
 * older one.
 */
export async function bundleTrainer(): Promise<{ path: string; remove: () => void }> {
  buildTestKernels();
  const path = join(projectRoot, `dist/trainer-under-test-${process.pid}.mjs`);
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['workers/trainer.ts'],
    outfile: path,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return { path, remove: () => rmSync(path, { force: true }) };
}
