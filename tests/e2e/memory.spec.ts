import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { clientOf } from '../support/browser-steps.ts';

/** Kilobytes of script, packed, that the page may take. */
const mostScript = 320;

/** Looking into networks computes, and a busy machine takes its time. */
const patience = { timeout: 60_000 };

let seriesId: number;
let runId: number;
let naiveRunId: number;

test.beforeAll(async ({ baseURL }) => {
  const client = clientOf(baseURL);
  const observations = Array.from({ length: 420 }, (_, time) => ({
    time,
    // A rhythm of 24 with a little that does not repeat.
    value: 15 + 6 * Math.sin((2 * Math.PI * time) / 24) + 2 * Math.sin(time * time),
  }));
  const series = { name: 'Rhythm', frequency: 'index' as const, seasonLength: 24, unit: '°C', observations };
  seriesId = (await client.series.create.mutate(series)).id;
  const config = { horizon: 6, folds: 4, epochs: 6, units: 8, lookback: 48 };
  runId = (await client.runs.create.mutate({ seriesIds: [seriesId], config })).id;
  const naive = { horizon: 6, folds: 4, forecasters: [] };
  naiveRunId = (await client.runs.create.mutate({ seriesIds: [seriesId], config: naive })).id;
  for (const id of [runId, naiveRunId]) {
    await expect
      .poll(async () => (await client.runs.get.query({ id })).state, { timeout: 120_000 })
      .toBe('succeeded');
  }
});

test('the X-ray says how far the networks reach beside what the data need, and walks through a window', async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/compare`);
  await page
    .getByRole('navigation', { name: 'Views of this run' })
    .getByRole('link', { name: 'Memory X-ray' })
    .click();
  await page.waitForURL(new RegExp(`/runs/${runId}/memory`));
  const reach = page.getByRole('region', { name: 'Reach against need' });
  await expect(reach.getByText(/The data need about \d+ steps back\./)).toBeVisible(patience);
  await expect(reach.getByText(/Before training they reached/)).toBeVisible();
  await expect(reach.getByRole('img', { name: /RNN reaches .*LSTM reaches .*GRU reaches/ })).toBeVisible();

  await expect(page.getByText(/lets in .* so its cell state is/)).toBeVisible(patience);
  const step = page.getByRole('slider', { name: 'Step', exact: true });
  await expect(step).toHaveAttribute('aria-valuenow', '16');
  await step.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(step).toHaveAttribute('aria-valuenow', '15');
  await expect(page.getByText(/^Unit \d+ at step 15:/)).toBeVisible();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(step).toHaveAttribute('aria-valuenow', '16');
  await page.getByRole('radiogroup', { name: 'Network' }).getByText('GRU').click();
  await expect(page.getByText(/takes the rest of .* so its hidden state is/)).toBeVisible(patience);

  const epoch = page.getByRole('slider', { name: 'Epoch of the first picture' });
  await expect(epoch).toHaveAttribute('aria-valuetext', 'Before training');
  await epoch.focus();
  await page.keyboard.press('ArrowRight');
  await expect(epoch).toHaveAttribute('aria-valuetext', 'After epoch 1');
  await page.getByRole('button', { name: 'Gradient left, by lag as a table' }).click();
  await expect(page.getByRole('dialog').getByRole('columnheader', { name: /cell state/ })).toBeVisible();
});

test('the gradient is read off at any lag by pointer and keyboard, of any of the networks', async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/memory`);
  const lag = page.getByRole('slider', { name: 'Lag that is read off' });
  await expect(lag).toBeVisible(patience);
  await lag.focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('columnheader', { name: 'Left 0 steps back' })).toBeVisible();
  const rnn = page
    .getByRole('row')
    .filter({ hasText: 'RNN' })
    .filter({ hasText: /100 %.*100 %/ });
  await expect(rnn).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(lag).toHaveAttribute(
    'aria-valuetext',
    /^\d+ steps? back: RNN .* after training; LSTM hidden state/,
  );
  const picture = page.getByRole('img', { name: /1 % of the gradient and more is left/ });
  const before = await lag.getAttribute('aria-valuenow');
  const { width, height } = (await picture.boundingBox())!;
  await picture.hover({ position: { x: width / 4, y: height / 2 } });
  await expect(lag).not.toHaveAttribute('aria-valuenow', before!);

  const chooser = page.getByRole('combobox', { name: 'Which of the networks' });
  await expect(page.getByText(/Looked into here: RNN \(seed 1, 48 steps in\)/)).toBeVisible();
  await chooser.click();
  await page.getByRole('option', { name: /^Network 2 of/ }).click();
  await expect(page.getByText(/Looked into here: RNN \(seed 1, 48 steps in, on logarithms\)/)).toBeVisible(
    patience,
  );
});

test('the comparison says what the blend is made of', async ({ page }) => {
  await page.goto(`/runs/${runId}/compare`);
  await expect(page.getByRole('heading', { name: 'What the blend is made of' })).toBeVisible(patience);
  const shares = await page
    .locator('section', { has: page.getByRole('heading', { name: 'What the blend is made of' }) })
    .getByRole('listitem')
    .allInnerTexts();
  const percents = shares.map((text) => Number(/(\d+) %/.exec(text)?.[1]));
  // Rounded one by one.
  expect(Math.abs(percents.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThanOrEqual(
    percents.length,
  );
  await page.getByRole('button', { name: /^Share/ }).focus();
  await expect(page.getByRole('tooltip')).toContainText('in sum 100 %');
});

test('the memory setting shows what it would do before training, and trains again with it', async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/memory`);
  const table = page.getByRole('table').filter({ hasText: 'With this memory' });
  await expect(table.getByRole('row', { name: /RNN .* has no gate to set/ })).toBeVisible(patience);
  const memory = page.getByRole('slider', { name: 'How long must it remember?' });
  await memory.focus();
  await page.keyboard.press('End');
  await expect(table.getByRole('row', { name: /GRU .*≥ 48 steps/ })).toBeVisible(patience);
  const again = page.getByRole('button', { name: /^Train again with T = 168 steps/ });
  await again.click();
  await page.waitForURL(new RegExp(`/runs/(?!${runId}\\b)\\d+$`));
  const made = Number(/runs\/(\d+)/.exec(page.url())![1]);
  const client = clientOf(new URL(page.url()).origin);
  expect((await client.runs.get.query({ id: made })).config).toMatchObject({ memory: 168, lookback: 48 });
  await client.runs.cancel.mutate({ id: made }).catch(() => {});
});

test('a new run asks how long it must remember', async ({ page }) => {
  await page.goto(`/series/${seriesId}/run`);
  await page.getByText(/^Advanced:/).click();
  await page.getByRole('checkbox', { name: 'Set how long it must remember' }).check();
  await expect(page.getByRole('slider', { name: 'How long must it remember?' })).toBeVisible();
  await expect(page.getByText(/Each unit starts by keeping/)).toBeVisible(patience);
});

test('a run without a network says that there is nothing to look into', async ({ page }) => {
  await page.goto(`/runs/${naiveRunId}/memory`);
  await expect(page.getByText('There is no network to look into')).toBeVisible(patience);
  await expect(page.getByRole('navigation', { name: 'Views of this run' }).getByText('X-ray')).toHaveCount(0);
});

test('the forecast page says what moved the forecast, for any forecaster', async ({ page }) => {
  await page.goto(`/runs/${runId}/forecast`);
  await expect(page.getByText(/was moved most by/).first()).toBeVisible(patience);
  const chooser = page.getByRole('combobox', { name: 'Forecaster' });
  await expect(chooser).toHaveValue(/./);
  await chooser.click();
  await page.getByRole('option', { name: 'Blend' }).click();
  await expect(page.getByText(/“Blend” was moved most by/)).toBeVisible();
  await chooser.click();
  await page.getByRole('option', { name: /last value/i }).click();
  await expect(page.getByText(/was moved most by the last value/)).toBeVisible();
});

test('the X-ray takes little script', async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto(`/runs/${runId}/memory`);
  await expect(page.getByRole('region', { name: 'Reach against need' })).toBeVisible(patience);
  await page.waitForLoadState('networkidle');
  const bodies = await Promise.all(scripts);
  const packed = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
  expect(bodies.length).toBeGreaterThan(3);
  expect(packed, 'kB of script, packed').toBeLessThanOrEqual(mostScript);
});
