import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const chromium = findChromium();
const port = Number(process.env.HINDCAST_E2E_PORT ?? 3917);
// Workers of the runner load this file again: the first one decides the folder.
process.env.HINDCAST_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'hindcast-e2e-'));

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'dist/e2e',
  // One built product with one worker stands behind all tests: they take turns.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'dist/reports/playwright.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs',
    url: `http://127.0.0.1:${port}/api/health`,
    reuseExistingServer: false,
    timeout: 240_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
    env: { PORT: String(port), HINDCAST_DATA: process.env.HINDCAST_E2E_DATA, HINDCAST_LEASE_MS: '5000' },
  },
});
