// `npm run screenshots`: the pictures of the README, taken from the running product on its own samples.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from './chromium.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const port = Number(process.env.PORT || 3955);
const address = `http://127.0.0.1:${port}`;
const target = join(root, 'docs/screenshots');
const longTraining = { horizon: 14, units: 160, seeds: 5, epochs: 200, patience: 100 };
const bothSchemes = ['light', 'dark'];
const widths = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

await reportProblems(async () => {
  await prepare({ native: true, web: true, browser: true });
  const data = mkdtempSync(join(tmpdir(), 'hindcast-pictures-'));
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HINDCAST_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilReady();
    mkdirSync(target, { recursive: true });
    await takePictures();
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  }
});

async function untilReady() {
  while (!(await fetch(`${address}/api/health`).catch(() => undefined))?.ok) await sleep(250);
}

async function takePictures() {
  const { chromium } = await import('@playwright/test');
  const { createHindcastClient } = await import('hindcast/client');
  const hindcast = createHindcastClient({ url: address });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const samples = await hindcast.samples.list.query();
  const added = [];
  for (const { key } of samples) added.push((await hindcast.samples.add.mutate({ key })).seriesIds[0]);
  const weather = await uploadSample('seattle-weather.csv');
  const first = await hindcast.runs.create.mutate({ seriesIds: [added[0]], config: { horizon: 10 } });
  await untilState(hindcast, first.id, 'succeeded');
  const second = await hindcast.runs.create.mutate({ seriesIds: [added[2]], config: { horizon: 12 } });
  await untilState(hindcast, second.id, 'succeeded');
  // Wide networks and many seeds, so that the pictures of a training find it at work.
  const slow = await hindcast.runs.create.mutate({ seriesIds: [added[1]], config: longTraining });
  await sleep(15_000);
  await shoot(browser, 'training', `/runs/${slow.id}`);
  await hindcast.runs.cancel.mutate({ id: slow.id });
  await shoot(browser, 'data', '/data');
  await shoot(browser, 'import', `/data/add/${weather}`);
  await shoot(browser, 'explore', `/series/${added[1]}`);
  await shoot(browser, 'new-run', `/series/${added[0]}/run`);
  await shoot(browser, 'compare', `/runs/${first.id}/compare`);
  await shoot(browser, 'memory', `/runs/${second.id}/memory`);
  await shoot(browser, 'forecast', `/runs/${second.id}/forecast`);
  await shoot(browser, 'learn', '/learn/fading', { press: 'Measure it here', wait: 5000 });
  await shoot(browser, 'learn-korean', '/learn/fading', {
    korean: true,
    press: '여기서 재 보기',
    wait: 5000,
    schemes: ['light'],
  });
  await shoot(browser, 'box', '/learn/box', { wait: 20_000 });
  await browser.close();
}

async function uploadSample(file) {
  const { openAsBlob } = await import('node:fs');
  const body = await openAsBlob(join(root, 'node_modules/vega-datasets/data', file));
  const answer = await fetch(`${address}/api/uploads`, {
    method: 'POST',
    headers: { 'x-file-name': file },
    body,
  });
  return (await answer.json()).uploadId;
}

async function untilState(hindcast, id, state) {
  for (;;) {
    const run = await hindcast.runs.get.query({ id });
    if (run.state === state) return;
    if (run.state === 'failed') throw new Error(`Run ${id} failed: ${run.errorMessage}`);
    await sleep(500);
  }
}

/** Presses a button first, where there is one to press, and waits until it has done its work. */
async function shoot(
  browser,
  name,
  path,
  { press, korean = false, wait = 1500, schemes = bothSchemes } = {},
) {
  for (const scheme of schemes) {
    for (const [device, viewport] of Object.entries(widths)) {
      const page = await browser.newPage({ viewport, colorScheme: scheme, reducedMotion: 'reduce' });
      if (korean) {
        await page.addInitScript(() => localStorage.setItem('hindcast-tour-language', JSON.stringify('ko')));
      }
      await page.goto(address + path);
      await page.locator('h1').waitFor();
      await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'));
      if (press) await page.getByRole('button', { name: press }).click();
      await sleep(wait);
      const file = `${name}-${scheme}${device === 'phone' ? '-phone' : ''}.png`;
      writeFileSync(join(target, file), await packed(await page.screenshot()));
      await page.close();
    }
  }
}

/** A third of the size: few colours are in a picture of a page. Next brings the library where there is one for the machine. */
async function packed(picture) {
  const { default: sharp } = await import('sharp');
  return sharp(picture).png({ palette: true, effort: 10, compressionLevel: 9 }).toBuffer();
}
