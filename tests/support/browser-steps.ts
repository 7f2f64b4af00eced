import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { createHindcastClient, type HindcastClient } from '#server/client.ts';

/** The typed client of the server under test. */
export function clientOf(baseUrl: string | undefined): HindcastClient {
  return createHindcastClient({ url: baseUrl ?? '' });
}

/** Drops a file onto an element as a person would from a folder. */
export async function dropFile(target: Locator, path: string, name: string): Promise<void> {
  const transfer = await target.page().evaluateHandle(
    ([base64, fileName]) => {
      const bytes = Uint8Array.from(atob(base64 as string), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName as string, { type: 'text/csv' }));
      return data;
    },
    [readFileSync(path).toString('base64'), name],
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await target.dispatchEvent(type, { dataTransfer: transfer });
  }
}

/**
 * Chooses few origins and wide networks, so that the training can be watched, and starts the run; gives its number.
 */
export async function startDraftRun(page: Page): Promise<number> {
  await page.getByText('Draft', { exact: true }).click();
  await page.getByText(/^Advanced:/).click();
  await page.getByRole('textbox', { name: /^Units/ }).fill('96');
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  return Number(/runs\/(\d+)/.exec(page.url())?.[1]);
}

/** Waits for the verdict of a finished run on the comparison page. */
export async function expectVerdict(page: Page): Promise<void> {
  await expect(page.getByText(/\b(beats|ties|loses|No network)\b/i).first()).toBeVisible();
}

/** Nothing may stick out of the page: a person on a phone would have to scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(beyond, 'pixels beyond the edge').toBeLessThanOrEqual(0);
}
