// `npm run -s hindcast -- ...`: prepares what the command line needs (no pages), then runs it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

/** Commands that open the database of a data folder. */
const native = ['backup', 'restore'].includes(process.argv[2]);

await reportProblems(async () => {
  await prepare({ native, say: (message) => process.stderr.write(`${message}\n`) });
});
const { main } = await import(pathToFileURL(join(root, 'dist/cli.mjs')).href);
process.exitCode = await main(process.argv.slice(2), {
  folder: process.env.INIT_CWD ?? process.cwd(),
  startedAt: performance.timeOrigin,
});
