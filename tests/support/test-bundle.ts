import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildTestKernels } from './kernels.ts';
import { projectRoot } from './launch.ts';

export interface TestBundle {
  readonly path: string;
  remove(): void;
}

/**
 * Bundles an entry from the sources as they are, beside the product's own bundles, so that a test never runs an older
 * one.
 */
export async function bundleUnderTest(name: string, entry: string): Promise<TestBundle> {
  buildTestKernels();
  const path = join(projectRoot, `dist/${name}-under-test-${process.pid}.mjs`);
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
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
