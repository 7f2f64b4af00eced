import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { dropFile, expectVerdict, startDraftRun } from '../support/browser-steps.ts';

const weather = fileURLToPath(
  new URL('../../node_modules/vega-datasets/data/seattle-weather.csv', import.meta.url),
);

/** The way of every first forecast, from the page of a new run on. */
async function runAndRead(page: Page): Promise<void> {
  const run = await startDraftRun(page);
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expect(page.getByText(/epoch \d+ of \d+/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/the line to get under/).first()).toBeVisible();

  const next = page.getByRole('main').getByRole('link', { name: 'Compare', exact: true });
  await next.click({ timeout: 150_000 });
  await page.waitForURL(new RegExp(`/runs/${run}/compare`));
  await expectVerdict(page);
  const leaderboard = page.getByRole('table').first();
  for (const name of ['RNN', 'LSTM', 'GRU', 'Drift', 'Mean']) {
    await expect(leaderboard.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  }
  await expect(leaderboard.getByRole('columnheader', { name: /MASE/ })).toBeVisible();
  const origin = page.getByRole('slider').first();
  await origin.focus();
  const before = await origin.getAttribute('aria-valuenow');
  await page.keyboard.press('ArrowLeft');
  await expect(origin).not.toHaveAttribute('aria-valuenow', before ?? '');

  await page
    .getByRole('link', { name: /^Forecast with/ })
    .first()
    .click();
  await page.waitForURL(new RegExp(`/runs/${run}/forecast`));
  await expect(page.getByText(/80 %/).first()).toBeVisible();
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toBeVisible();
}

test('a sample stock becomes a run, live progress, a leaderboard and a forecast', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Try with S&P 500/ }).click();
  await page.waitForURL(/\/series\/\d+\/run/);
  await runAndRead(page);
});

test('a dropped weather CSV is shown as it was read, then becomes the same', async ({ page }) => {
  await page.goto('/data');
  await dropFile(page.getByRole('region', { name: 'Add a CSV' }), weather, 'seattle-weather.csv');
  await page.waitForURL(/\/data\/add\/\d+/);
  await expect(page.getByText('2012-01-01').first()).toBeVisible();
  await expect(page.getByText(/1,461/).first()).toBeVisible();
  await page.getByRole('button', { name: /Looks right/ }).click();
  await page.waitForURL(/\/series\/\d+/);
  if (!page.url().endsWith('/run'))
    await page
      .getByRole('link', { name: /New run/ })
      .first()
      .click();
  await page.waitForURL(/\/series\/\d+\/run/);
  await runAndRead(page);
});
