import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll } from '../support/browser-steps.ts';

test('the BOX lab learns in the browser, guesses, and judges itself', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/learn/box');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('BOX');
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toContainText('Skill in log loss against the bigram count', { timeout: 90_000 });
  const guessesOf = (model: string) => page.getByRole('list', { name: `Guesses of ${model}` });
  for (const model of ['RNN', 'LSTM', 'GRU']) {
    const words = await guessesOf(model).getByRole('listitem').allInnerTexts();
    expect(words.length).toBe(5);
    expect(words.slice(0, 2).join(' ')).toContain('am');
  }
  await page.getByRole('button', { name: 'You [BOX] a girl' }).click();
  for (const model of ['RNN', 'LSTM', 'GRU']) {
    await expect
      .poll(async () => (await guessesOf(model).getByRole('listitem').allInnerTexts()).slice(0, 2).join(' '))
      .toContain('are');
  }
  await expect(verdict).toContainText('“you” stands before the box');
  await page.getByText('Both ways', { exact: true }).click();
  await expect(verdict).toContainText('Skill in log loss', { timeout: 120_000 });
  expect(problems).toEqual([]);
});

test('what is typed is read, hidden words can be chosen, and unknown ones are named', async ({ page }) => {
  await page.goto('/learn/box');
  const field = page.getByLabel('A sentence with [BOX] in the place of one word');
  await field.fill('Hello');
  await page.getByRole('button', { name: 'Guess' }).click();
  await expect(page.getByText('One word alone says nothing about another')).toBeVisible();
  await field.fill('Yesterday the zebras were late. And more.');
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Yesterday');
  await expect(page.getByText('“zebras” is a word that the networks never read')).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('heading', { level: 1 }).getByRole('button', { name: 'were' }).press('Enter');
  await expect(field).toHaveValue('Yesterday the zebras [BOX] late');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('the recall study measures every cell, and stops when it is told to', async ({ page }) => {
  await page.goto('/learn/box');
  await page.getByRole('button', { name: 'Measure it here' }).click();
  await expect(page.getByText(/Nine in ten right: RNN/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped before the end.')).toBeVisible();
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(page.getByText(/LSTM with forget bias log T up to T = 50.* Took \d+ s\./)).toBeVisible({
    timeout: 120_000,
  });
});

test('the lab speaks Korean around its English sentences, as the tour does', async ({ page }) => {
  await page.goto('/learn/box');
  await page.getByText('한국어', { exact: true }).click();
  await expect(page.getByRole('button', { name: '맞히기' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '다섯 가지 추측' })).toBeVisible();
  const verdict = page.getByRole('region', { name: '판정' });
  await expect(verdict).toContainText('로그 손실의 스킬', { timeout: 90_000 });
  await expect(verdict).toContainText('상자 앞에는 “I”뿐이고');
  await expect(page.getByRole('list', { name: 'LSTM의 추측' }).getByRole('listitem')).toHaveCount(5);
  const field = page.getByLabel('낱말 하나의 자리에 [BOX]를 넣은 영어 문장');
  await field.fill('Hello');
  await page.getByRole('button', { name: '맞히기' }).click();
  await expect(page.getByText('낱말 하나만으로는')).toBeVisible();
  await page.goto('/learn/gates');
  await expect(page.locator('[lang="ko"]')).toBeVisible();
  await page.goto('/learn/box');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText('셀은 얼마나 오래 기다릴 수 있을까?')).toBeVisible();
  await expectNoSidewaysScroll(page);
});
