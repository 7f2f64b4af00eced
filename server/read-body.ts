import { bodyChunks } from './body-chunks.ts';
import type { BodyPace } from './body-pace.ts';
import { Refusal } from './refusal.ts';

export interface BodyLimits {
  readonly bytes: number;
  /** Objects and arrays inside one another. */
  readonly depth: number;
  readonly pace: BodyPace;
}

/** What a JSON body may hold: 10,000 observations fit several times. */
export const jsonLimits: BodyLimits = {
  bytes: 2 * 1024 * 1024,
  depth: 32,
  pace: { windowMs: 10_000, leastBytes: 16 * 1024 },
};

/** The body as text, read no further than its limit; refused where it is larger, compressed, too deep or too slow. */
export async function readJsonText(request: Request, limits: BodyLimits = jsonLimits): Promise<string> {
  refuseCompressed(request.headers);
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limits.bytes) throw tooLarge(limits);
  const text = await readText(request, limits);
  if (deeperThan(text, limits.depth)) {
    throw new Refusal('bad-request', 'body-too-deep', `The body nests deeper than ${limits.depth} levels.`);
  }
  return text;
}

export function refuseCompressed(headers: Headers): void {
  const encoding = headers.get('content-encoding');
  if (encoding === null || encoding === 'identity') return;
  throw new Refusal('unsupported-media', 'compressed-body', 'Send the body without compression.');
}

async function readText(request: Request, limits: BodyLimits): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  for await (const chunk of bodyChunks(request, limits.pace)) {
    bytes += chunk.byteLength;
    if (bytes > limits.bytes) throw tooLarge(limits);
    text += decode(() => decoder.decode(chunk, { stream: true }));
  }
  return text + decode(() => decoder.decode());
}

function decode(step: () => string): string {
  try {
    return step();
  } catch {
    throw new Refusal('bad-request', 'body-unreadable', 'The body is not UTF-8 text.');
  }
}

const tooLarge = (limits: BodyLimits) =>
  new Refusal('too-large', 'body-too-large', `The body is larger than ${limits.bytes / 1024} KB.`);

/** Counts brackets outside of strings, so that no parser has to recurse first. */
export function deeperThan(json: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length && depth <= most; at++) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
  }
  return depth > most;
}

/** The place of the quote that closes the string opened at `start`. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at += 1;
    else if (json[at] === '"') return at;
  }
  return json.length;
}
