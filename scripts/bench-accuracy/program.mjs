// Programs that use the library itself, bundled and run in a process of their own.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { relaxedFlags } from '../bench-train/contenders.mjs';
import { bundledForNode } from '../bundle-options.mjs';
import { root } from '../project.mjs';

/** @returns {Promise<(args: readonly (number | string)[], input?: unknown) => any>} runs it; what it prints is JSON */
export async function bundleProgram(name) {
  const program = join(root, `dist/bench-accuracy-${name}.mjs`);
  await build({
    ...bundledForNode,
    entryPoints: [`scripts/bench-accuracy/${name}.ts`],
    outfile: program,
  });
  return (args, input = null) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [...relaxedFlags(), program, ...args.map(String)],
      {
        input: JSON.stringify(input),
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'inherit'],
        maxBuffer: 1 << 26,
      },
    );
    if (status !== 0) throw new Error(`${name} ${args.join(' ')} has failed.`);
    return JSON.parse(stdout);
  };
}
