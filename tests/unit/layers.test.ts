import { describe, expect, it } from 'vitest';
import { type Import, importsOf, listSources, reachableFrom } from '../support/import-graph.ts';

/** What each room may import besides itself: rooms end in a slash, packages and files stand by name. */
const allowed: Record<string, readonly string[]> = {
  forecasting: ['zod', 'temporal-polyfill', 'iconv-lite', 'fflate', '@tensorflow/'],
  db: ['forecasting/', 'drizzle-orm', 'better-sqlite3', 'node:'],
  server: [
    'db/',
    'forecasting/',
    '@trpc/',
    'superjson',
    'zod',
    'node:',
    'pino',
    'croner',
    'eventsource',
    'drizzle-orm',
    'next',
  ],
  workers: [
    'db/',
    'forecasting/',
    'server/env.ts',
    'server/cron.ts',
    'server/client.ts',
    'server/outgoing/',
    'server/read-source.ts',
    'server/read-file.ts',
    'server/stored-upload.ts',
    'server/refusal.ts',
    'server/wire-job.ts',
    'server/worker-key.ts',
    '@trpc/client',
    'bullmq',
    'ioredis',
    '@tensorflow/',
    'node:',
    'pino',
    'zod',
  ],
  cli: ['db/', 'forecasting/', 'workers/', 'server/client.ts', 'server/env.ts', 'node:', 'zod'],
};
/** Packages that only one folder of the heart may know. */
const keepers: Record<string, string> = {
  '@tensorflow/': 'forecasting/recurrent/',
  'iconv-lite': 'forecasting/reading/',
  fflate: 'forecasting/reading/',
};
const forbiddenGlobals = /\b(Math\.random|Date\.now|new Date\(\)|process\.|console\.|performance\.now)/;

function violations(room: string, rules: readonly string[]): string[] {
  return listSources(room)
    .flatMap(importsOf)
    .filter(({ to }) => !to.startsWith(`${room}/`) && !rules.some((rule) => matches(to, rule)))
    .map(({ from, to }) => `${from} imports ${to}`);
}

function matches(target: string, rule: string): boolean {
  if (rule.endsWith('/') || rule.endsWith(':')) return target.startsWith(rule);
  return target === rule || target.startsWith(`${rule}/`);
}

function strayed({ from, to }: Import): boolean {
  return Object.entries(keepers).some(([name, keeper]) => matches(to, name) && !from.startsWith(keeper));
}

describe('layers', () => {
  it.each(Object.entries(allowed))('%s imports only what it may', (room, rules) => {
    expect(violations(room, rules)).toEqual([]);
  });

  it('the heart keeps each heavy package in one folder', () => {
    const strays = listSources('forecasting').flatMap(importsOf).filter(strayed);
    expect(strays.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('the heart has no clock, no console, no environment and no unseeded randomness', async () => {
    const { readFile } = await import('node:fs/promises');
    const found = await Promise.all(
      listSources('forecasting').map(async (file) => {
        const code = (await readFile(file, 'utf8')).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        return forbiddenGlobals.test(code) ? [`${file}: ${forbiddenGlobals.exec(code)?.[0]}`] : [];
      }),
    );
    expect(found.flat()).toEqual([]);
  });

  it('no router and no page loads tfjs; pages know the server by its types alone', () => {
    const pages = listSources('app').filter((file) => !file.startsWith('app/_workers/'));
    const loaded = reachableFrom([...pages, 'server/router.ts', 'server/client.ts']);
    expect([...loaded].filter(([file]) => matches(file, '@tensorflow/'))).toEqual([]);
    const screens = reachableFrom(pages.filter((file) => !file.startsWith('app/api/')));
    const foreign = [...screens].filter(([file]) => /^(db|workers|server|cli)\//.test(file));
    expect(foreign.map(([file, by]) => `${by} loads ${file}`)).toEqual([]);
  });

  it('nothing but the rooms of the queue knows Redis, and only a dynamic import opens them', () => {
    const imports = ['workers', 'server', 'cli', 'db', 'app'].flatMap(listSources).flatMap(importsOf);
    const strays = imports.filter(
      ({ from, to }) => ['bullmq', 'ioredis'].includes(to) && !from.startsWith('workers/queue/'),
    );
    expect(strays).toEqual([]);
    const doors = imports.filter(
      ({ from, to }) => to.startsWith('workers/queue/') && !from.startsWith('workers/queue/'),
    );
    expect(doors.map(({ from, dynamic }) => [from, dynamic])).toEqual([
      ['workers/choose-dispatch.ts', true],
      ['workers/choose-dispatch.ts', true],
    ]);
  });

  it('inspecting a file on the command line never loads tfjs', () => {
    const loaded = reachableFrom(['cli/inspect.ts']);
    expect([...loaded.keys()].filter((file) => matches(file, '@tensorflow/'))).toEqual([]);
  });

  it('nothing imports tests, scripts, examples or the command line', () => {
    const sources = ['forecasting', 'db', 'server', 'workers', 'app'].flatMap(listSources);
    const upward = sources.flatMap(importsOf).filter(({ to }) => /^(tests|scripts|examples|cli)\//.test(to));
    expect(upward).toEqual([]);
  });
});
