// `npm run soak -- --minutes M [--folder DIR]`: runs, faults and audits for M minutes. The counts are appended to
// DIR/counts.jsonl (default: dist/soak); begun again, it goes on from there and reports what all of it came to.

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledForNode } from './bundle-options.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { PreparationError, root } from './project.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, folder: { type: 'string' } } });

await reportProblems(async () => {
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new PreparationError('How long? npm run soak -- --minutes 60');
  await prepare({ native: true });
  const { build } = await import('esbuild');
  // Two folders below the root, as the program's source is.
  const program = join(root, 'dist/programs/soak.mjs');
  await build({
    ...bundledForNode,
    entryPoints: ['tests/support/soak-program.ts'],
    outfile: program,
  });
  const folder = resolve(process.env.INIT_CWD ?? '.', values.folder ?? join(root, 'dist/soak'));
  process.exit(
    spawnSync(process.execPath, [program, String(minutes), folder], { cwd: root, stdio: 'inherit' }).status ??
      1,
  );
});
