import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import type { HindcastClient } from '#server/client.ts';
import { clientOf } from '../support/browser-steps.ts';
import { isAlive, until } from '../support/launch.ts';

/** Long enough to be cut off in the middle, short enough to be waited for. */
const slowRun = {
  horizon: 14,
  folds: 4,
  epochs: 60,
  patience: 60,
  units: 128,
  forecasters: ['lstm' as const],
};

function storedRows<Row>(sql: string, ...parameters: unknown[]): Row[] {
  const database = new Database(`${process.env.HINDCAST_E2E_DATA}/hindcast.db`, { readonly: true });
  try {
    return database.prepare(sql).all(...parameters) as Row[];
  } finally {
    database.close();
  }
}

async function startSlowRun(client: HindcastClient): Promise<number> {
  const { seriesIds } = await client.samples.add.mutate({ key: (await client.samples.list.query())[1]!.key });
  const run = await client.runs.create.mutate({ seriesIds: [seriesIds.at(-1)!], config: slowRun });
  return run.id;
}

interface Epoch {
  attempt: number;
  epoch: number;
}

function epochsOf(run: number): Epoch[] {
  return storedRows<{ attempt: number; payload: string }>(
    "SELECT attempt, payload FROM run_events WHERE run_id = ? AND json_extract(payload, '$.kind') = 'epoch' ORDER BY seq",
    run,
  ).map(({ attempt, payload }) => ({ attempt, epoch: JSON.parse(payload).epoch }));
}

function untilEpoch(run: number, attempt: number): Promise<unknown> {
  return until(
    `epoch 2 of attempt ${attempt}`,
    () => epochsOf(run).some((one) => one.attempt === attempt && one.epoch >= 2),
    90_000,
  );
}

async function ended(client: HindcastClient, id: number) {
  return until(
    'the run to end',
    async () => {
      const run = await client.runs.get.query({ id });
      return ['succeeded', 'failed', 'canceled'].includes(run.state) ? run : undefined;
    },
    150_000,
  );
}

test('a reload in the middle of a run keeps its progress', async ({ page, baseURL }) => {
  const client = clientOf(baseURL);
  const id = await startSlowRun(client);
  await page.goto(`/runs/${id}`);
  await untilEpoch(id, 1);
  await expect(page.getByText(/epoch \d+ of 60/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText(/epoch ([2-9]|\d\d) of 60/).first()).toBeVisible();
  await client.runs.stop.mutate({ id });
  expect((await ended(client, id)).state).toBe('succeeded');
  await expect(page.getByText(/stopped|finished|succeeded|done/i).first()).toBeVisible();
});

test('Cancel cancels, says so, and leads back to the settings that the run had', async ({
  page,
  baseURL,
}) => {
  const client = clientOf(baseURL);
  const id = await startSlowRun(client);
  await page.goto(`/runs/${id}`);
  await untilEpoch(id, 1);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Cancel (the )?run/i })
    .click();
  expect((await ended(client, id)).state).toBe('canceled');
  await expect(page.getByText(/canceled/i).first()).toBeVisible();

  await page.getByRole('link', { name: 'Change settings' }).click();
  await expect(page.getByRole('checkbox', { name: /^LSTM/ })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^GRU/ })).not.toBeChecked();
});

test('the child, then the worker, killed in epoch 2: the run starts again by itself and shows no epoch twice', async ({
  page,
  baseURL,
}) => {
  const client = clientOf(baseURL);
  const id = await startSlowRun(client);
  await page.goto(`/runs/${id}`);
  await untilEpoch(id, 1);
  const child = (await client.runs.get.query({ id })).trainerPid!;
  expect(isAlive(child)).toBe(true);
  process.kill(child, 'SIGKILL');
  await untilEpoch(id, 2);
  const [worker] = storedRows<{ pid: number }>('SELECT pid FROM workers ORDER BY id DESC LIMIT 1');
  process.kill(worker!.pid, 'SIGKILL');

  const run = await ended(client, id);
  expect(run.state).toBe('succeeded');
  expect([2, 3]).toContain(run.attempt);
  const seen = epochsOf(id).map(({ attempt, epoch }) => `${attempt}:${epoch}`);
  expect(new Set(seen).size).toBe(seen.length);
  await page.goto(`/runs/${id}/compare`);
  await expect(page.getByRole('table').first()).toBeVisible();
});
