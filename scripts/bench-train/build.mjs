// What the benchmark runs, in dist/bench-train.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compileAssembly } from '../build-kernels.mjs';
import { bundledForNode } from '../bundle-options.mjs';
import { root } from '../project.mjs';

const folder = join(root, 'dist/bench-train');

/** The programs that run the project's own code; they lie in `dist`, where the kernels are found from. */
export async function bundlePrograms() {
  await build({
    ...bundledForNode,
    entryPoints: {
      'bench-train': 'scripts/bench-train/fused.ts',
      'bench-train-memory': 'scripts/bench-train/memory.ts',
    },
    outdir: join(root, 'dist'),
    outExtension: { '.js': '.mjs' },
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
