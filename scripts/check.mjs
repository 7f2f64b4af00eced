// `npm run check`: the one gate. `--without-tests` leaves out the unit tests for a caller that has just run them.
import { spawnSync } from 'node:child_process';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const steps = {
  'format and lint': ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  'dead code and packages': ['node_modules/knip/bin/knip.js'],
  lockfile: ['scripts/check-lockfile.mjs'],
  'unit tests and layers': ['node_modules/vitest/vitest.mjs', 'run', 'tests/unit'],
};

await reportProblems(async () => {
  const withoutTests = process.argv.includes('--without-tests');
  await prepare({ native: !withoutTests });
  const wanted = Object.entries(steps).filter(([name]) => !(withoutTests && name.startsWith('unit tests')));
  const failed = wanted.filter(([name, args]) => !passes(name, args)).map(([name]) => name);
  console.log(failed.length === 0 ? '\nThe gate is open.' : `\nThe gate is shut: ${failed.join(', ')}.`);
  process.exit(failed.length === 0 ? 0 : 1);
});

function passes(name, args) {
  console.log(`\n== ${name}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}
