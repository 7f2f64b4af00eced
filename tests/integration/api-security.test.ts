import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHindcastClient } from '#server/client.ts';
import { appRouter } from '#server/router.ts';
import { type ApiServer, startApiServer, workerKey } from '#tests/support/api-server.ts';
import { type RawRequest, rawRequest } from '#tests/support/raw-request.ts';

const accessKey = 'planted-key-7f3a-9b21-55aa';
let open: ApiServer;
let locked: ApiServer;

beforeAll(async () => {
  open = await startApiServer({ variables: { HINDCAST_MAX_UPLOAD_MB: '1' } });
  locked = await startApiServer({ accessKey });
});
afterAll(async () => {
  await open.close();
  await locked.close();
});
// Whatever was sent: nobody has taught all objects something new.
const namesOfObjects = Object.getOwnPropertyNames(Object.prototype).sort();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(namesOfObjects);
});

type Kind = 'query' | 'mutation' | 'subscription';
const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => {
  const { type, meta } = (procedure as unknown as { _def: { type: Kind; meta?: { access?: string } } })._def;
  return { path, type, access: meta?.access };
});

const json = { 'content-type': 'application/json' };
const create = (name: string) => JSON.stringify({ json: { name, frequency: 'daily' } });
const mutation = (extra: RawRequest = {}): RawRequest => ({
  method: 'POST',
  body: create('Attack'),
  ...extra,
  headers: { ...json, ...extra.headers },
});
const call = (path: string, request: RawRequest = {}) => rawRequest(`${open.url}/api/trpc/${path}`, request);
const countSeries = async () => (await createHindcastClient({ url: open.url }).series.list.query()).total;

describe('access', () => {
  it('is declared by every procedure, and open for health alone', () => {
    expect(procedures.length).toBeGreaterThan(40);
    expect(procedures.filter(({ access }) => access === 'open')).toEqual([
      { path: 'system.health', type: 'query', access: 'open' },
    ]);
    for (const { path, access } of procedures) {
      expect([path, access === 'worker']).toEqual([path, path.startsWith('workers.')]);
    }
  });

  it.each(procedures.filter(({ access }) => access === 'key'))(
    '$path asks for the key before it looks at the input',
    async ({ path, type }) => {
      const request = type === 'mutation' ? mutation({ body: '{"json":{}}' }) : {};
      const answer = await rawRequest(`${locked.url}/api/trpc/${path}`, request);
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(answer.text).toContain('"code":"key-required"');
    },
  );

  it.each([
    ['POST', '/api/uploads'],
    ['GET', '/api/exports/runs/1/model'],
    ['GET', '/api/exports/runs/1/forecast.csv'],
  ])('%s %s asks for the key', async (method, path) => {
    const answer = await rawRequest(locked.url + path, {
      method,
      ...(method === 'POST' ? { body: 'a' } : {}),
    });
    expect([answer.status, answer.json()]).toMatchObject([401, { code: 'key-required' }]);
  });

  it('is given by the key in a header, or by the cookie of a session – never by the address', async () => {
    const client = createHindcastClient({ url: locked.url, accessKey });
    expect((await client.system.status.query()).authRequired).toBe(true);
    const session = await rawRequest(`${locked.url}/api/session`, {
      method: 'POST',
      body: JSON.stringify({ key: accessKey }),
      headers: json,
    });
    const line = String(session.headers['set-cookie']);
    expect([session.status, line.includes(accessKey)]).toEqual([204, false]);
    expect(line).toMatch(/HttpOnly; SameSite=Strict/);
    const cookie = line.split(';')[0] as string;
    const status = `${locked.url}/api/trpc/system.status`;
    expect((await rawRequest(status, { headers: { cookie } })).status).toBe(200);
    expect((await rawRequest(`${status}?key=${accessKey}`)).status).toBe(401);
    const out = await rawRequest(`${locked.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
  });

  it('is the same under headers that once passed by a proxy', async () => {
    for (const name of [
      'x-middleware-subrequest',
      'x-middleware-rewrite',
      'x-forwarded-host',
      'x-forwarded-for',
    ]) {
      const headers = { [name]: 'proxy:proxy:proxy:proxy:proxy' };
      expect((await rawRequest(`${locked.url}/api/trpc/series.list`, { headers })).status).toBe(401);
    }
  });

  it('makes guessers wait after eight wrong keys, whatever address they claim; the owner goes on', async () => {
    const server = await startApiServer({ accessKey });
    const signIn = (key: string, from: number) =>
      rawRequest(`${server.url}/api/session`, {
        method: 'POST',
        body: JSON.stringify({ key }),
        headers: { ...json, 'x-forwarded-for': `10.0.0.${from}` },
      });
    const cookie = String((await signIn(accessKey, 0)).headers['set-cookie']).split(';')[0] as string;
    const answers = [];
    for (let guess = 0; guess < 10; guess++) answers.push((await signIn(`guess-${guess}`, guess)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    const later = await signIn('one-more-guess', 99);
    expect([later.status, Number(later.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await signIn(accessKey, 98)).status).toBe(204);
    const status = await rawRequest(`${server.url}/api/trpc/system.status`, { headers: { cookie } });
    expect(status.status).toBe(200);
    await server.close();
  });

  it('leaves the key in no answer and in no file of the data folder', async () => {
    const client = createHindcastClient({ url: locked.url, accessKey });
    await client.series.create.mutate({ name: 'Any', frequency: 'daily' });
    const refused = await rawRequest(
      `${locked.url}/api/trpc/series.get?input=${encodeURIComponent('{"json":{"id":9}}')}`,
      {
        headers: { authorization: `Bearer ${accessKey}` },
      },
    );
    expect(refused.text).not.toContain(accessKey);
    const rows = locked.services.db.$client.serialize();
    expect(rows.includes(accessKey)).toBe(false);
  });
});

describe('the key of workers', () => {
  const workersOnly = procedures.filter(({ access }) => access === 'worker');
  const headersOf = (key: string) => ({ authorization: `Bearer ${key}`, ...json });
  /** The procedure with an empty input: whoever is let in is told that it is none. */
  const ask = (url: string, { path, type }: (typeof procedures)[number], headers: Record<string, string>) => {
    const body = type === 'mutation' ? { method: 'POST', body: '{"json":{}}' } : {};
    return rawRequest(`${url}/api/trpc/${path}`, { ...body, headers });
  };

  it('is asked for by eleven procedures', () => expect(workersOnly).toHaveLength(11));

  it.each(workersOnly)('$path takes it and nothing else, on an open server too', async (procedure) => {
    const session = await rawRequest(`${locked.url}/api/session`, {
      method: 'POST',
      body: JSON.stringify({ key: accessKey }),
      headers: json,
    });
    const cookie = String(session.headers['set-cookie']).split(';')[0] as string;
    for (const url of [open.url, locked.url]) {
      expect((await ask(url, procedure, json)).status).toBe(401);
      expect((await ask(url, procedure, { ...json, cookie })).status).toBe(401);
      const letIn = await ask(url, procedure, headersOf(workerKey));
      expect([letIn.status, letIn.text]).toEqual([400, expect.stringContaining('invalid-input')]);
    }
  });

  it.each(workersOnly)('$path refuses the access key', async (procedure) => {
    const server = await startApiServer({ accessKey });
    const answer = await ask(server.url, procedure, headersOf(accessKey));
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('wrong-worker-key')]);
    await server.close();
  });

  it.each(procedures.filter(({ access }) => access === 'key'))('does not open $path', async (procedure) => {
    for (const url of [open.url, locked.url]) {
      const answer = await ask(url, procedure, headersOf(workerKey));
      expect(answer.text).toContain('worker-key-only');
      if (procedure.type !== 'subscription') expect(answer.status).toBe(403);
    }
  });

  it.each([
    ['POST', '/api/uploads'],
    ['GET', '/api/exports/runs/1/model'],
    ['GET', '/api/exports/runs/1/forecast.csv'],
  ])('does not open %s %s', async (method, path) => {
    const body = method === 'POST' ? { body: 'a,b' } : {};
    const headers = { authorization: `Bearer ${workerKey}` };
    const answer = await rawRequest(open.url + path, { method, headers, ...body });
    expect([answer.status, answer.json()]).toMatchObject([403, { code: 'worker-key-only' }]);
  });

  it('signs nobody in', async () => {
    const answer = await rawRequest(`${locked.url}/api/session`, {
      method: 'POST',
      body: JSON.stringify({ key: workerKey }),
      headers: json,
    });
    expect(answer.status).toBe(401);
  });

  it('makes guessers wait after eight wrong ones and lets the right one pass meanwhile', async () => {
    const server = await startApiServer({ accessKey });
    const claim = procedures.find(({ path }) => path === 'workers.claim')!;
    const statuses = [];
    for (let guess = 0; guess < 10; guess++) {
      statuses.push((await ask(server.url, claim, headersOf(`guess-${guess}`))).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    const later = await ask(server.url, claim, headersOf('one-more-guess'));
    expect([later.status, Number(later.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await ask(server.url, claim, headersOf(workerKey))).status).toBe(400);
    const status = await rawRequest(`${server.url}/api/trpc/system.status`, {
      headers: headersOf(accessKey),
    });
    expect(status.status).toBe(200);
    await server.close();
  });

  it('lets a worker send a body that is refused from anyone else', async () => {
    const body = JSON.stringify({ json: { name: 'x'.repeat(3 * 1024 * 1024) } });
    const send = (key: string) =>
      rawRequest(`${open.url}/api/trpc/workers.register`, { method: 'POST', body, headers: headersOf(key) });
    expect([(await send('guess')).status, (await send(workerKey)).status]).toEqual([413, 400]);
  });

  it('turns away a worker of another version', async () => {
    const client = createHindcastClient({ url: open.url, accessKey: workerKey });
    const other = { name: 'old', pid: 1, version: '0.0.1', protocol: 1 };
    await expect(client.workers.register.mutate(other)).rejects.toMatchObject({
      data: { hindcast: { code: 'worker-version' } },
    });
  });
});

describe('requests of other sites', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the origin null of a sandboxed frame', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
  ])('are refused from %s, for changes, reading, streams, uploads and sign-in alike', async (_, headers) => {
    const before = await countSeries();
    const requests: [string, RawRequest][] = [
      ['/api/trpc/series.create', mutation({ headers })],
      ['/api/trpc/series.list', { headers }],
      ['/api/trpc/runs.progress', { headers }],
      ['/api/uploads', { method: 'POST', body: 'a,b', headers }],
      ['/api/session', mutation({ headers })],
      ['/api/exports/runs/1/model', { headers }],
    ];
    for (const [path, request] of requests) {
      const answer = await rawRequest(open.url + path, request);
      expect([path, answer.status, answer.json()]).toMatchObject([path, 403, { code: 'cross-site' }]);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(await countSeries()).toBe(before);
    expect(await readdir(open.services.folder.uploads)).toEqual([]);
  });

  it('may show the key instead', async () => {
    const headers = { authorization: `Bearer ${accessKey}`, origin: 'https://app.example', ...json };
    const answer = await rawRequest(`${locked.url}/api/trpc/series.create`, {
      method: 'POST',
      body: create('App'),
      headers,
    });
    expect(answer.status).toBe(200);
  });

  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '169.254.169.254'])(
    'under the host name "%s" are refused everywhere',
    async (host) => {
      for (const path of [
        '/api/trpc/series.list',
        '/api/health',
        '/api/exports/runs/1/model',
        '/api/trpc/system.health',
      ]) {
        const answer = await rawRequest(open.url + path, { headers: { host } });
        expect(answer.status).toBe(421);
      }
    },
  );

  it.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    '',
  ])('cannot change anything by a form of type "%s"', async (type) => {
    const before = await countSeries();
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
    const answer = await call('series.create', { method: 'POST', body: create('Form'), headers });
    expect(answer.status).toBe(415);
    expect(await countSeries()).toBe(before);
  });

  it('cannot change anything by GET, nor by another method in disguise', async () => {
    const before = await countSeries();
    const input = encodeURIComponent(create('Get'));
    for (const request of [{}, { headers: { 'x-http-method-override': 'POST' } }]) {
      const answer = await call(`series.create?input=${input}`, request);
      expect(answer.status).toBe(405);
    }
    expect((await call('series.list', mutation({ body: '{}' }))).status).toBe(405);
    expect(await countSeries()).toBe(before);
  });
});

describe('bodies', () => {
  it.each([
    ['50 MB', mutation({ body: `"${'x'.repeat(50_000_000)}"` }), 413],
    ['100,000 levels', mutation({ body: '['.repeat(100_000) }), 400],
    ['no JSON', mutation({ body: '{"json":' }), 400],
    ['a compressed body', mutation({ headers: { 'content-encoding': 'gzip' } }), 415],
    [
      '200,000 keys',
      mutation({ body: `{"json":{${Array.from({ length: 150_000 }, (_, n) => `"k${n}":1`).join()}}}` }),
      400,
    ],
  ])('of %s are refused', async (_, request, status) => {
    const before = await countSeries();
    const answer = await call('series.create', request);
    expect([answer.status, answer.text.includes('node_modules')]).toEqual([status, false]);
    expect(await countSeries()).toBe(before);
  });

  it('with more than ten procedures are refused, and each procedure counts', async () => {
    const paths = Array.from({ length: 11 }, () => 'system.health').join(',');
    expect((await call(`${paths}?batch=1`)).status).toBe(400);
    const few = Array.from({ length: 10 }, () => 'system.health').join(',');
    expect((await call(`${few}?batch=1`)).json()).toHaveLength(10);
  });

  it.each([
    '{"json":{"name":"A","frequency":"daily","__proto__":{"polluted":1}}}',
    '{"json":{"name":"A","frequency":"daily","constructor":{"prototype":{"polluted":1}}}}',
    '{"json":{"name":"A","frequency":"daily"},"meta":{"values":{"__proto__.polluted":["Date"]}}}',
    '{"json":{"name":"A","frequency":"daily"},"meta":{"referentialEqualities":{"name":["__proto__.polluted"]}}}',
  ])('cannot teach all objects something: %s', async (body) => {
    const answer = await call('series.create', mutation({ body }));
    expect([200, 400, 500]).toContain(answer.status);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    "' OR 1=1--",
    '"; DROP TABLE series;',
    '%',
    '_',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '\u202egnp',
  ])('store %j as the text it is', async (name) => {
    const client = createHindcastClient({ url: open.url });
    const { id } = await client.series.create.mutate({ name, frequency: 'daily' });
    expect((await client.series.get.query({ id })).name).toBe(name);
    const found = await client.series.list.query({ search: name });
    expect(found.items.every((series) => series.name.toLowerCase().includes(name.toLowerCase()))).toBe(true);
    await client.series.remove.mutate({ id });
  });
});

describe('uploads', () => {
  const upload = (request: RawRequest) =>
    rawRequest(`${open.url}/api/uploads`, { method: 'POST', ...request });
  const folders = async () => [
    await readdir(open.services.folder.uploads),
    await readdir(open.services.folder.tmp),
  ];

  it('past the limit are refused while they come, without waiting for the rest', async () => {
    const address = new URL(open.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(address.port), address.hostname);
      let text = '';
      socket.write(
        `POST /api/uploads HTTP/1.1\r\nHost: ${address.host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      const chunk = 'x'.repeat(64 * 1024);
      const timer = setInterval(() => socket.write(`10000\r\n${chunk}\r\n`), 1);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        text += data;
        clearInterval(timer);
        socket.destroy();
        resolve(text);
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('file-too-large');
    await expect.poll(folders).toEqual([[], []]);
  });

  it('that break off leave nothing', async () => {
    const address = new URL(open.url);
    const socket = connect(Number(address.port), address.hostname);
    socket.on('error', () => undefined);
    socket.write(`POST /api/uploads HTTP/1.1\r\nHost: ${address.host}\r\nContent-Length: 1000\r\n\r\nhalf`);
    await expect.poll(async () => (await folders())[1]?.length).toBe(1);
    socket.destroy();
    await expect.poll(folders).toEqual([[], []]);
  });

  it('whose bytes are not those sent are refused', async () => {
    const answer = await upload({ body: 'a,b\n', headers: { 'x-content-sha256': '00'.repeat(32) } });
    expect([answer.status, answer.json()]).toMatchObject([400, { code: 'checksum-mismatch' }]);
    expect(await folders()).toEqual([[], []]);
  });

  it('keep their bytes under an id, whatever they are called', async () => {
    const answer = await upload({
      body: 'a,b\n1,2\n',
      headers: { 'x-file-name': encodeURIComponent('../../../evil.csv') },
    });
    const { uploadId } = answer.json() as { uploadId: number };
    expect(await folders()).toEqual([[String(uploadId)], []]);
    await createHindcastClient({ url: open.url }).uploads.remove.mutate({ id: uploadId });
    expect(await folders()).toEqual([[], []]);
  });
});

describe('answers', () => {
  it.each(['/api/trpc/series.list', '/api/health', '/api/trpc/no.such', '/api/exports/runs/1/model'])(
    '%s tells browsers to draw, frame and keep nothing',
    async (path) => {
      const { headers } = await rawRequest(open.url + path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('to our own mistakes say nothing about them', async () => {
    const server = await startApiServer();
    server.services.db.$client.exec('drop table observation_blocks');
    const answer = await rawRequest(
      `${server.url}/api/trpc/series.create`,
      mutation({
        body: JSON.stringify({
          json: { name: 'A', frequency: 'daily', observations: [{ time: '2024-01-01', value: 1 }] },
        }),
      }),
    );
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('"code":"internal"');
    expect(answer.text).not.toMatch(/observation_blocks|sqlite|stack|\.ts|\/work|node_modules/i);
    await server.close();
  });

  it('to many changes come with the time to wait, reading goes on', async () => {
    const server = await startApiServer();
    const address = `${server.url}/api/trpc/series.remove`;
    const one = mutation({ body: '{"json":{"id":1}}' });
    let limited = await rawRequest(address, one);
    for (let tries = 0; tries < 3000 && limited.status !== 429; tries++)
      limited = await rawRequest(address, one);
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, '1']);
    expect(limited.text).toContain('rate-limited');
    expect((await rawRequest(`${server.url}/api/trpc/series.list`)).status).toBe(200);
    await server.close();
  });
});
