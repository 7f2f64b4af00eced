import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutgoingError } from './outgoing-error.ts';
import { hostOf, type OutgoingRules, readOutgoingUrl } from './outgoing-url.ts';
import { type HostAddress, type ResolveName, resolveBySystem, resolveHost } from './resolve-host.ts';

export interface OutgoingCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Redirects that are followed; each is checked like the first address. */
  readonly mostRedirects: number;
  /** Counted after inflation. */
  readonly maxBytes: number;
  readonly firstByteMs?: number;
  readonly totalMs?: number;
}

export interface Outside {
  readonly rules: OutgoingRules;
  readonly resolve?: ResolveName;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The address that answered in the end. */
  readonly url: URL;
  readonly bytes: number;
}

const usualFirstByteMs = 30_000;
const usualTotalMs = 300_000;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Calls a machine outside, and no other than a public one: the address is checked, resolved once, connected to
 * exactly as it was checked, and looked at again once the connection stands. Redirects go the same way.
 *
 * @param onBytes Takes the answer's body, inflated, as it comes.
 * @throws OutgoingError
 */
export async function callOutside(
  call: OutgoingCall,
  { rules, resolve = resolveBySystem }: Outside,
  onBytes: (bytes: Uint8Array) => void | Promise<void> = () => {},
): Promise<OutgoingAnswer> {
  const deadline = AbortSignal.timeout(call.totalMs ?? usualTotalMs);
  let url = readOutgoingUrl(call.url, rules);
  let { headers = {} } = call;
  for (let hop = 0; ; hop++) {
    const address = await resolveHost(url, rules, resolve);
    const answer = await send({ ...call, headers }, { url, address, deadline });
    const status = answer.statusCode ?? 0;
    if (!redirects.has(status) || call.mostRedirects === 0) {
      const bytes = await readBody(answer, { call, url, deadline, onBytes });
      return { status, headers: answer.headers, url, bytes };
    }
    answer.destroy();
    if (hop >= call.mostRedirects) {
      throw new OutgoingError(
        'redirect-not-allowed',
        `${hostOf(url)} redirects more than ${call.mostRedirects} times.`,
      );
    }
    const next = redirectTarget(answer, url, rules);
    // A key for one machine is not for the next.
    if (next.origin !== url.origin) headers = {};
    url = next;
  }
}

function redirectTarget(answer: IncomingMessage, from: URL, rules: OutgoingRules): URL {
  const { location = '' } = answer.headers;
  if (!URL.canParse(location, from)) {
    throw new OutgoingError('redirect-not-allowed', `${hostOf(from)} redirects to nowhere.`);
  }
  const target = readOutgoingUrl(new URL(location, from).href, rules);
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new OutgoingError('redirect-not-allowed', `${hostOf(from)} redirects from https to http.`);
  }
  return target;
}

interface Hop {
  readonly url: URL;
  readonly address: HostAddress;
  readonly deadline: AbortSignal;
}

function send(call: OutgoingCall, { url, address, deadline }: Hop): Promise<IncomingMessage> {
  const { method, body, headers = {}, firstByteMs = usualFirstByteMs } = call;
  const lookup: LookupFunction = (_host, options, found) => {
    if (options.all) found(null, [address]);
    else found(null, address.address, address.family);
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request(url, {
      method,
      lookup,
      agent: false,
      signal: deadline,
      headers: {
        'user-agent': 'hindcast',
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br',
        ...headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    const late = setTimeout(() => sent.destroy(timedOut(url)), firstByteMs);
    sent.on('socket', (socket) =>
      socket.once('connect', () => {
        if (plainAddress(socket.remoteAddress) !== plainAddress(address.address)) {
          sent.destroy(new OutgoingError('address-not-allowed', `${hostOf(url)} changed its address.`));
        }
      }),
    );
    sent.once('response', (answer) => {
      clearTimeout(late);
      resolve(answer);
    });
    sent.once('error', (problem) => {
      clearTimeout(late);
      reject(explain(problem, url, deadline));
    });
    sent.end(body);
  });
}

const plainAddress = (address: string | undefined) => address?.replace(/^::ffff:(?=\d+\.)/, '').toLowerCase();

interface Reading {
  readonly call: OutgoingCall;
  readonly url: URL;
  readonly deadline: AbortSignal;
  readonly onBytes: (bytes: Uint8Array) => void | Promise<void>;
}

async function readBody(answer: IncomingMessage, reading: Reading): Promise<number> {
  const { call, url, deadline, onBytes } = reading;
  const body = inflated(answer, url);
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > call.maxBytes) {
        const most = Math.floor(call.maxBytes / 1024 / 1024);
        throw new OutgoingError(
          'answer-too-large',
          `The answer of ${hostOf(url)} is larger than ${most > 0 ? `${most} MB` : `${call.maxBytes} bytes`}.`,
        );
      }
      await onBytes(chunk);
    }
  } catch (problem) {
    throw explain(problem, url, deadline, 'answer-broken-off');
  } finally {
    answer.destroy();
  }
  return bytes;
}

function inflated(answer: IncomingMessage, url: URL): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return answer;
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : undefined;
  if (decoder === undefined) {
    throw new OutgoingError(
      'answer-broken-off',
      `${hostOf(url)} answers in a compression that is not understood.`,
    );
  }
  answer.once('error', (problem) => decoder.destroy(problem));
  return answer.pipe(decoder);
}

function explain(
  problem: unknown,
  url: URL,
  deadline: AbortSignal,
  code: 'unreachable' | 'answer-broken-off' = 'unreachable',
): OutgoingError {
  if (problem instanceof OutgoingError) return problem;
  if (deadline.aborted) return timedOut(url);
  const reason = problem instanceof Error && 'code' in problem ? ` (${String(problem.code)})` : '';
  return code === 'unreachable'
    ? new OutgoingError(code, `${hostOf(url)} cannot be reached${reason}.`)
    : new OutgoingError(code, `The answer of ${hostOf(url)} broke off before its end${reason}.`);
}

function timedOut(url: URL): OutgoingError {
  return new OutgoingError('timed-out', `${hostOf(url)} took too long to answer.`);
}
