import { expect, test } from '@playwright/test';
import type { HindcastClient } from '#server/client.ts';
import { clientOf } from '../support/browser-steps.ts';

test('a schedule is written as a sentence, runs, is refereed, and its forecast is scored in the ledger', async ({
  page,
  baseURL,
}) => {
  // Two runs, of a moment each on a machine that has nothing else to do.
  test.setTimeout(400_000);
  const client = clientOf(baseURL);
  const value = (i: number) => 20 + 5 * Math.sin(i / 3);
  const row = (i: number) => ({ time: new Date(Date.UTC(2026, 0, 1, i)).toISOString(), value: value(i) });
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, i) => row(from + i));
  const series = await client.series.create.mutate({
    name: 'Harbour tide',
    frequency: 'hourly',
    observations: rows(0, 200),
  });
  const config = { horizon: 4, folds: 6, forecasters: [] };
  const { id } = await client.schedules.create.mutate({
    seriesIds: [series.id],
    config,
    zone: 'Europe/Berlin',
    cron: '0 2 * * 1',
    name: 'Tide',
  });

  await page.goto(`/schedules/${id}`);
  await page.getByRole('button', { name: /^When it trains: Every Monday at 02:00/ }).click();
  await page.getByRole('radio', { name: 'Every day' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Forecast after new rows/ }).click();
  await page.getByRole('checkbox', { name: /enough new rows/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: /^When it trains: Every day at 02:00/ })).toBeVisible();
  await expect(page.getByText('train, then referee').first()).toBeVisible();

  await page.getByRole('button', { name: 'Run now' }).click();
  await page.waitForURL(/\/runs\/\d+/);
  await expect
    .poll(async () => (await scheduleOf(client, id))?.champion?.runId ?? 0, { timeout: 120_000 })
    .toBeGreaterThan(0);
  await client.series.append.mutate({ id: series.id, observations: rows(200, 4) });
  await expect
    .poll(async () => (await client.forecasts.list.query({ seriesId: series.id })).length, {
      timeout: 120_000,
    })
    .toBe(2);
  await page.goto(`/schedules/${id}`);
  await expect(page.getByText('Promoted')).toBeVisible();
  await expect(page.getByText('The first run: it is the champion until another one wins.')).toBeVisible();

  await page.getByRole('button', { name: 'Add alert' }).click();
  await page.getByLabel('Threshold').fill('24');
  await expect(page.getByText(/would have fired \d+×/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Make the alert' }).click();
  await expect(page.getByRole('switch', { name: /The forecast rises above 24/ })).toBeChecked();

  await page.goto(`/series/${series.id}/ledger`);
  await expect(page.getByRole('heading', { name: 'Harbour tide, what we said' })).toBeVisible();
  await expect(page.getByText(/2 forecasts, each as it was issued/)).toBeVisible();
  await expect(page.getByRole('row', { name: /2026.*4 of 4/ })).toBeVisible();
  await expect(page.getByText('Promised and kept')).toBeVisible();
});

async function scheduleOf(client: HindcastClient, id: number) {
  return (await client.schedules.list.query({})).find((schedule) => schedule.id === id);
}
