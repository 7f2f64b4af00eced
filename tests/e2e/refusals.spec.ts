import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { clientOf, dropFile } from '../support/browser-steps.ts';

function fileWith(name: string, text: string | Uint8Array): string {
  const path = join(process.env.HINDCAST_E2E_DATA!, name);
  writeFileSync(path, text);
  return path;
}

test('a file that is no table is refused by name and keeps nothing', async ({ page, baseURL }) => {
  const client = clientOf(baseURL);
  const before = (await client.series.list.query({})).total;
  const picture = fileWith('picture.csv', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'));
  await page.goto('/data');
  await dropFile(page.getByRole('region', { name: 'Add a CSV' }), picture, 'picture.csv');
  await expect(page.getByText(/PNG|picture|image/i).last()).toBeVisible();
  await expect(page.getByRole('button', { name: /Looks right/ })).toHaveCount(0);
  expect((await client.series.list.query({})).total).toBe(before);
});

test('a file without dates asks its question and is read by the answer', async ({ page }) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${20 + (i % 9)}.5,${80 - (i % 7)}`);
  await page.goto('/data');
  await dropFile(
    page.getByRole('region', { name: 'Add a CSV' }),
    fileWith('no-dates.csv', rows.join('\n')),
    'no-dates.csv',
  );
  await page.waitForURL(/\/data\/add\/\d+/);
  await expect(page.getByText(/There is no time column/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Looks right/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Use the row number' }).click();
  await expect(page.getByRole('button', { name: /Looks right/ })).toBeEnabled();
});

test('a column name that looks like markup is shown as text', async ({ page }) => {
  const rows = Array.from(
    { length: 40 },
    (_, day) => `2024-01-${String((day % 28) + 1).padStart(2, '0')},${day}`,
  ).slice(0, 28);
  const csv = ['date,<img src=x onerror=alert(1)>', ...rows].join('\n');
  let alerted = false;
  page.on('dialog', (dialog) => {
    alerted = true;
    void dialog.dismiss();
  });
  await page.goto('/data');
  await dropFile(page.getByRole('region', { name: 'Add a CSV' }), fileWith('markup.csv', csv), 'markup.csv');
  await page.waitForURL(/\/data\/add\/\d+/);
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible();
  expect(alerted).toBe(false);
});

test('what does not exist is said to be missing, with a way back', async ({ page }) => {
  await page.goto('/runs/999999');
  await expect(page.getByText('There is no run 999999.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'All runs' }).click();
  await expect(page).toHaveURL(/\/runs$/);
});
