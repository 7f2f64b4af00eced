// `npm test`: everything that a bare clone needs, then every test, end-to-end ones included.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const reports = { vitest: 'dist/reports/vitest.json', playwright: 'dist/reports/playwright.json' };
const jsonReport = ['--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`];

await reportProblems(async () => {
  await prepare({ native: true, web: true, browser: true, redis: true });
  mkdirSync(join(root, 'dist/reports'), { recursive: true });
  for (const report of Object.values(reports)) rmSync(join(root, report), { force: true });
  const codes = [
    run(['node_modules/vitest/vitest.mjs', 'run', ...jsonReport]),
    run(['node_modules/@playwright/test/cli.js', 'test']),
  ];
  summarise();
  process.exit(codes.find((code) => code !== 0) ?? 0);
});

function run(args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}

/** One line for both runners, so that nobody has to add them up. */
function summarise() {
  const unit = readReport(reports.vitest);
  const browser = readReport(reports.playwright)?.stats;
  const passed = (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0) + (browser?.flaky ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0) + (unit && browser ? 0 : 1);
  const skipped = (unit?.numPendingTests ?? 0) + (browser?.skipped ?? 0);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}
