// `npm test`: everything that a bare clone needs, then every test, end-to-end ones included.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const reports = { vitest: 'dist/reports/vitest.json', playwright: 'dist/reports/playwright.json' };

await reportProblems(async () => {
  const { webFolder } = await prepare({ native: true, web: true, browser: true });
  mkdirSync(join(root, 'dist/reports'), { recursive: true });
  for (const report of Object.values(reports)) rmSync(join(root, report), { force: true });
  const env = { HINDCAST_WEB_FOLDER: webFolder, CHROMIUM_PATH: findChromium() };
  const codes = [
    run(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reports.vitest}`,
      ],
      env,
    ),
    run(['node_modules/@playwright/test/cli.js', 'test'], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: reports.playwright,
    }),
  ];
  summarise();
  process.exit(codes.find((code) => code !== 0) ?? 0);
});

function run(args, env) {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  return done.status ?? 1;
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
