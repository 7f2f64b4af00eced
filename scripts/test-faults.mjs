// `npm run test:faults`: breaks things on purpose and audits what is left. With `--skip-nothing` a test that had to
// be skipped, because a tool is missing, counts as failed.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackages } from './debian-package.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

/** Commands that tests need, and the Debian package of each. */
const tools = { strace: 'strace', faketime: 'faketime' };
const report = 'dist/reports/faults.json';

await reportProblems(async () => {
  const [skipNothing, patterns] = readArguments(process.argv.slice(2));
  await prepare({ native: true, web: true, redis: true });
  installTools();
  rmSync(join(root, report), { force: true });
  const code = runTests(patterns);
  const skipped = namesOfSkipped();
  for (const name of skipped) console.log(`Skipped: ${name}`);
  process.exit(code !== 0 || (skipNothing && skipped.length > 0) ? 1 : 0);
});

function readArguments(args) {
  return [args.includes('--skip-nothing'), args.filter((arg) => arg !== '--skip-nothing')];
}

function installTools() {
  const missing = Object.keys(tools).filter((tool) => !isThere(tool));
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(', ')} for the fault tests ...`);
  installDebianPackages(...missing.map((tool) => tools[tool]));
}

function isThere(tool) {
  return spawnSync('which', [tool], { stdio: 'ignore' }).status === 0;
}

function runTests(patterns) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.faults.config.ts', ...reporters];
  return spawnSync(process.execPath, [...args, ...patterns], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function namesOfSkipped() {
  const { testResults } = JSON.parse(readFileSync(join(root, report), 'utf8'));
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return all
    .filter(({ status }) => status === 'skipped' || status === 'pending')
    .map(({ fullName }) => fullName);
}
