// Bundles everything that runs outside Next: the worker, the trainer child, the reader, the inspector, the migrator, the CLI.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundledForNode } from './bundle-options.mjs';
import { root } from './project.mjs';

const entryPoints = {
  worker: 'workers/main.ts',
  trainer: 'workers/trainer.ts',
  'check-queue': 'workers/queue/check-queue.ts',
  reader: 'server/reader.ts',
  inspector: 'server/inspection/inspector.ts',
  migrate: 'db/migrate-cli.ts',
  cli: 'cli/main.ts',
  client: 'server/client.ts',
};

await build({
  ...bundledForNode,
  entryPoints: Object.fromEntries(
    Object.entries(entryPoints).filter(([, file]) => existsSync(join(root, file))),
  ),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  // Chunks lie beside the entries: modules find the other bundles relative to their own address.
  chunkNames: 'chunk-[hash]',
  splitting: true,
  sourcemap: true,
});
