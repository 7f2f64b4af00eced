import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, isAlive, type Launched, launch, temporaryFolder, until } from '../support/launch.ts';

/** Building what is stale may come first. */
const patienceMs = 300_000;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(() => {
  return Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

async function start(command: string, args: string[], env: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const data = temporaryFolder();
  const launched = launch(command, args, { PORT: String(port), HINDCAST_DATA: data.path, HOST: '', ...env });
  cleanUps.push(async () => {
    launched.child.kill('SIGTERM');
    await launched.exited;
    data.remove();
  });
  return { ...launched, port };
}

async function untilReady(launched: Launched): Promise<void> {
  await until(
    'the address',
    () => /Hindcast is ready/.test(launched.output()) || endedEarly(launched),
    patienceMs,
  );
}

function endedEarly({ child, output }: Launched): false {
  if (child.exitCode !== null) throw new Error(`ended before it was ready:\n${output()}`);
  return false;
}

/** All processes below one, by Linux' process table. */
function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const children = parents.filter(([, parent]) => parent === pid).map(([child]) => child);
  return [...children, ...children.flatMap(descendantsOf)];
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

describe('npm start', { timeout: patienceMs }, () => {
  it('serves the page and its health, and prints the address last', async () => {
    const server = await start('node', ['scripts/start.mjs']);
    await untilReady(server);
    const address = `http://127.0.0.1:${server.port}`;
    expect(server.output().trim().split('\n').at(-1)).toBe(`Hindcast is ready: ${address}`);
    expect((await fetch(`${address}/api/health`)).status).toBe(200);
    const page = await fetch(`${address}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Hindcast');
    server.child.kill('SIGINT');
    expect(await server.exited).toBe(0);
  });

  it.skipIf(process.platform !== 'linux')('a SIGTERM to npm ends every process', async () => {
    const npm = await start('npm', ['start']);
    await untilReady(npm);
    const family = descendantsOf(npm.child.pid as number);
    expect(family.length).toBeGreaterThanOrEqual(3);
    npm.child.kill('SIGTERM');
    await npm.exited;
    await until('every process to end', () => !family.some(isAlive), 15_000);
  });

  it('says so when the port is in use, and leaves the other program alone', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    const refused = await start('node', ['scripts/start.mjs'], { PORT: String(port) });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
    server.close();
  });

  it('does not open itself to the network without an access key', async () => {
    const refused = await start('node', ['scripts/start.mjs'], { HOST: '0.0.0.0', HINDCAST_ACCESS_KEY: '' });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain('Set HINDCAST_ACCESS_KEY');
  });
});
