import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { readAllowList } from '#server/outgoing/allow-list.ts';
import { callOutside, type OutgoingCall } from '#server/outgoing/call-outside.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import type { ResolveName } from '#server/outgoing/resolve-host.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

interface Asked extends Partial<OutgoingCall> {
  readonly allowed?: readonly number[];
  readonly resolve?: ResolveName;
}

/** Calls with this machine's ports on the allow-list, and nothing else of it. */
async function call(url: string, { allowed = [], resolve, ...asked }: Asked = {}) {
  const allowList = readAllowList(allowed.map((port) => `127.0.0.1:${port}`).join(','));
  const chunks: Uint8Array[] = [];
  const answer = await callOutside(
    { url, method: 'GET', mostRedirects: 3, maxBytes: 1_000_000, ...asked },
    { rules: { enabled: true, allowList }, ...(resolve ? { resolve } : {}) },
    (bytes) => void chunks.push(bytes),
  );
  return { ...answer, text: Buffer.concat(chunks).toString() };
}

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    (problem) => (problem instanceof OutgoingError ? problem.code : problem),
  );

test('callOutside() reads an answer, inflated', async () => {
  const port = await serve((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync('time,value\n1,2\n'));
  });
  const answer = await call(`http://127.0.0.1:${port}/x.csv`, { allowed: [port] });
  expect(answer).toMatchObject({ status: 200, text: 'time,value\n1,2\n', bytes: 15 });
});

test('callOutside() follows three redirects and no fourth', async () => {
  const port = await serve(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) return void response.end('there');
    response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  expect((await call(`http://127.0.0.1:${port}/3`, { allowed: [port] })).text).toBe('there');
  expect(await codeOf(call(`http://127.0.0.1:${port}/4`, { allowed: [port] }))).toBe('redirect-not-allowed');
});

test('callOutside() follows no redirect to a private address, and never reaches it', async () => {
  let reached = 0;
  const hidden = await serve((_, response) => {
    reached++;
    response.end('secret');
  });
  for (const location of [
    `http://127.0.0.1:${hidden}/`,
    `http://localhost:${hidden}/`,
    `//[::ffff:127.0.0.1]:${hidden}/`,
    'file:///etc/passwd',
  ]) {
    const port = await serve((_, response) => void response.writeHead(307, { location }).end());
    expect(await codeOf(call(`http://127.0.0.1:${port}/`, { allowed: [port] }))).toBe('address-not-allowed');
  }
  expect(reached).toBe(0);
});

test('callOutside() gives a key to the machine it is for, and to no other', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end();
  });
  const port = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { location: `http://127.0.0.1:${other}/` }).end();
  });
  const headers = { authorization: 'Bearer of-one' };
  await call(`http://127.0.0.1:${port}/`, { allowed: [port, other], headers });
  expect(seen).toEqual(['Bearer of-one', undefined]);
});

test('callOutside() resolves a name once: one that changes its mind leads nowhere else', async () => {
  let asked = 0;
  const resolve: ResolveName = async () => {
    asked++;
    return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  };
  const port = await serve((request, response) => void response.end(request.socket.localAddress));
  const name = `rebind.example.org:${port}`;
  const rules = { enabled: true, allowList: readAllowList(name) };
  let reached = '';
  await callOutside(
    { url: `http://${name}/`, method: 'GET', mostRedirects: 3, maxBytes: 1000 },
    { rules, resolve },
    (bytes) => {
      reached += Buffer.from(bytes).toString();
    },
  );
  expect([reached, asked]).toEqual(['127.0.0.1', 1]);
});

test('callOutside() refuses a name with one private address among its answers', async () => {
  const resolve: ResolveName = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  expect(await codeOf(call('http://127.0.0.1.nip.example/', { resolve }))).toBe('address-not-allowed');
  expect(await codeOf(call('http://nowhere.example.org/', { resolve: async () => [] }))).toBe('unreachable');
});

test('callOutside() stops at the size limit, counted after inflation', async () => {
  const port = await serve((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(Buffer.alloc(20_000_000)));
  });
  expect(await codeOf(call(`http://127.0.0.1:${port}/`, { allowed: [port] }))).toBe('answer-too-large');
});

test('callOutside() gives up on a server that does not answer, or never ends', async () => {
  const silent = await serve(() => {});
  const url = `http://127.0.0.1:${silent}/`;
  expect(await codeOf(call(url, { allowed: [silent], firstByteMs: 100 }))).toBe('timed-out');
  const endless = await serve((_, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.once('close', () => clearInterval(drip));
  });
  const slow = `http://127.0.0.1:${endless}/`;
  expect(await codeOf(call(slow, { allowed: [endless], totalMs: 300 }))).toBe('timed-out');
});

test('callOutside() says so when an answer is shorter than announced, or is no compression', async () => {
  const short = await serve((_, response) => {
    response.setHeader('content-length', 100);
    response.write('only this');
    setTimeout(() => response.destroy(), 20);
  });
  expect(await codeOf(call(`http://127.0.0.1:${short}/`, { allowed: [short] }))).toBe('answer-broken-off');
  const broken = await serve((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end('not gzip');
  });
  expect(await codeOf(call(`http://127.0.0.1:${broken}/`, { allowed: [broken] }))).toBe('answer-broken-off');
});

test('callOutside() follows no redirect where none is to be followed', async () => {
  const port = await serve((_, response) => void response.writeHead(302, { location: '/again' }).end('no'));
  const url = `http://127.0.0.1:${port}/`;
  expect((await call(url, { allowed: [port], method: 'POST', body: '{}', mostRedirects: 0 })).status).toBe(
    302,
  );
});
