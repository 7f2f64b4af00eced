import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { clientOf, expectNoSidewaysScroll } from '../support/browser-steps.ts';

let screens: Record<string, string>;

test.beforeAll(async ({ baseURL }) => {
  const client = clientOf(baseURL);
  const samples = await client.samples.list.query();
  const { seriesIds } = await client.samples.add.mutate({ key: samples.at(-1)!.key });
  const series = seriesIds[0]!;
  const config = { horizon: 6, folds: 4, epochs: 2, units: 4, forecasters: ['gru' as const] };
  const { id } = await client.runs.create.mutate({ seriesIds: [series], config });
  const schedule = await client.schedules.create.mutate({
    seriesIds: [series],
    config,
    cron: '0 6 * * 1',
    zone: 'Europe/Berlin',
  });
  const rule = { kind: 'forecast-crosses', direction: 'above', threshold: 1, withinSteps: 3 } as const;
  await client.alerts.create.mutate({ seriesId: series, rule });
  await expect
    .poll(async () => (await client.runs.get.query({ id })).state, { timeout: 90_000 })
    .toBe('succeeded');
  screens = {
    data: '/data',
    explore: `/series/${series}`,
    'new run': `/series/${series}/run`,
    runs: '/runs',
    'a run': `/runs/${id}`,
    compare: `/runs/${id}/compare`,
    forecast: `/runs/${id}/forecast`,
    'memory X-ray': `/runs/${id}/memory`,
    ledger: `/series/${series}/ledger`,
    schedules: '/schedules',
    'a new schedule': '/schedules/new',
    'a schedule': `/schedules/${schedule.id}`,
    API: '/api-docs',
    'the tour, hidden state': '/learn/hidden-state',
    'the tour, weights': '/learn/one-set-of-weights',
    'the tour, answers': '/learn/answers',
    'the tour, backwards': '/learn/backwards',
    'the tour, fading': '/learn/fading',
    'the tour, gates': '/learn/gates',
    'the BOX lab': '/learn/box',
    'what is not there': '/nowhere',
  };
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle').catch(() => {});
  // Looking into networks computes: on a busy machine that takes a while.
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0, { timeout: 60_000 });
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`every screen passes axe at level AA and fits, ${scheme}, ${width} px wide`, async ({
      browser,
      baseURL,
    }) => {
      // A screen takes seconds on a busy machine, and some compute as soon as they open.
      test.setTimeout(600_000);
      const context = await browser.newContext({
        baseURL: baseURL!,
        colorScheme: scheme,
        viewport: { width, height: 900 },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(screens)) {
        await open(page, path);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        const found = violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`);
        expect.soft(found).toEqual([]);
        await test.step(`${name} fits`, () => expectNoSidewaysScroll(page));
      }
      await context.close();
    });
  }
}

test('the main way is open to the keyboard alone', async ({ page }) => {
  await page.goto(screens['new run']!);
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
    if (focused === 'Start run') return;
  }
  throw new Error('Start run was never reached by Tab');
});

test('a scheme that was chosen is there after a reload, without a page being drawn twice', async ({
  page,
}) => {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.goto('/data');
  const chosen = await page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.getByRole('button', { name: /^Switch to / }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-mantine-color-scheme', chosen!);
  await page.reload();
  await expect(page.getByRole('button', { name: `Switch to ${chosen}` })).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-mantine-color-scheme', chosen!);
  expect(problems).toEqual([]);
});
