// What the benchmark runs, in dist/bench-train.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compileAssembly } from '../build-kernels.mjs';
import { root } from '../project.mjs';

const folder = join(root, 'dist/bench-train');

export async function bundleFused() {
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench-train/fused.ts'],
    outfile: join(root, 'dist/bench-train.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}

/** The register-only loop, in the instructions of either build. */
export async function compileCeiling() {
  mkdirSync(folder, { recursive: true });
  for (const name of ['plain', 'relaxed']) {
    await compileAssembly('ceiling.ts', name, (_, content) =>
      writeFileSync(join(folder, `ceiling-${name}.wasm`), content),
    );
  }
}
