import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { clientOf, expectNoSidewaysScroll } from '../support/browser-steps.ts';

const pages = ['hidden-state', 'one-set-of-weights', 'answers', 'backwards', 'fading', 'gates'] as const;
/** Script that a page may load before the engine and the charts: gzipped bytes. */
const scriptBudget = 320_000;

async function measure(page: Page, button = 'Measure it here'): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('status').filter({ hasText: /Took|걸렸습니다/ })).toBeVisible({
    timeout: 60_000,
  });
}

test('every page of the tour measures its claim in this browser', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/learn');
  await expect(page).toHaveURL(/\/learn\/hidden-state$/);
  const titles: Record<(typeof pages)[number], RegExp> = {
    'hidden-state': /The rule/,
    'one-set-of-weights': /The place does not matter/,
    answers: /No cell beats “same as now”|something to say here/,
    backwards: /The sweep is exact/,
    fading: /The textbook says more than we measure|reaches further/,
    gates: /Gates alone do not remember|did it by themselves/,
  };
  for (const [i, lesson] of pages.entries()) {
    await expect(page).toHaveURL(new RegExp(`/learn/${lesson}$`));
    await expect(page.getByText(`Step ${i + 1} of 6`)).toBeVisible();
    await measure(page);
    await expect(page.getByText(titles[lesson])).toBeVisible();
    await page.getByRole('link', { name: /^Next/ }).click();
  }
  await expect(page).toHaveURL(/\/learn\/box$/);
  expect(problems).toEqual([]);
});

test('the figures move by the keyboard, and say in words what they show', async ({ page }) => {
  await page.goto('/learn/fading');
  const figure = page.getByRole('img', { name: /Less than 1 % is left for the RNN at \d+/ });
  await expect(figure).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Memory T, in steps' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'T = 100, forget bias log T = 4.6');
  await slider.focus();
  await slider.press('Home');
  await expect(page.getByText(/With T = 1 the forget gate starts at 50 %/)).toBeVisible();
  await slider.press('End');
  await expect(page.getByText(/With T = 1,000 the forget gate starts at 99.9 %/)).toBeVisible();
  const lag = page.getByRole('slider', { name: 'Steps back' });
  await lag.focus();
  await lag.press('Home');
  await expect(lag).toHaveAttribute('aria-valuetext', /^0: RNN 100 %, LSTM 100 %, GRU 100 %/);
  const { width, height } = (await figure.boundingBox())!;
  await figure.hover({ position: { x: width / 2, y: height / 2 } });
  await expect(lag).toHaveAttribute('aria-valuetext', /^[3-6]\d: RNN/);
});

test('the tour speaks Korean, and goes on doing so', async ({ page }) => {
  await page.goto('/learn/fading');
  await page.getByText('한국어', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('옛 소식이 희미해지는 까닭');
  await expect(page.locator('[lang="ko"]')).toBeVisible();
  await measure(page, '여기서 재 보기');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('옛 소식이 희미해지는 까닭');
  await page.getByRole('link', { name: /^다음/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('게이트: LSTM과 GRU가 더한 것');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('the tour runs on the visitor’s own series where there is one', async ({ page, baseURL }) => {
  const client = clientOf(baseURL);
  const values = Array.from({ length: 200 }, (_, i) => Math.sin(i / 4) * 3 + 10);
  await client.series.create.mutate({
    name: 'Tide at the pier',
    frequency: 'index',
    unit: 'm',
    observations: values.map((value, i) => ({ time: i, value })),
  });
  await page.goto('/learn/answers');
  await expect(page.getByText('On your series Tide at the pier, its last 200 values.')).toBeVisible();
  await measure(page);
  await expect(page.getByText('mean absolute error, m')).toBeVisible();
});

test('no page of Learn loads more script than its budget before the engine', async ({ page, request }) => {
  for (const path of [...pages, 'box']) {
    await page.goto(`/learn/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle').catch(() => {});
    const scripts = await page.evaluate(() => {
      const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      // Old browsers load a script more, and the worker's is the engine: neither is counted.
      const own = loaded.filter(
        ({ initiatorType, name }) => ['script', 'link'].includes(initiatorType) && /\.js(\?|$)/.test(name),
      );
      return [...new Set(own.map(({ name }) => name))];
    });
    let bytes = 0;
    for (const address of scripts.filter((one) => one.startsWith('http'))) {
      bytes += gzipSync(await (await request.get(address)).body()).length;
    }
    expect(bytes, `${path}: ${bytes} bytes`).toBeGreaterThan(50_000);
    expect(bytes, `${path}: ${bytes} bytes`).toBeLessThan(scriptBudget);
  }
});
