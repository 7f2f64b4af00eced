import { type BodyPace, createPaceKeeper } from './body-pace.ts';
import { Refusal } from './refusal.ts';

const longestDiscardMs = 30_000;

/**
 * The body of a request, chunk by chunk. When its consumer gives up, what still comes is read and thrown away
 * for a while: cancelling would cut the line before the client, who is still sending, has read the answer.
 *
 * @throws Refusal where it breaks off, or comes more slowly than at its pace.
 */
export async function* bodyChunks(request: Request, pace: BodyPace): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  const keeper = createPaceKeeper(pace);
  let ended = false;
  try {
    while (!ended) {
      const { done, value } = await keeper.within(readChunk(reader));
      ended = done;
      if (value === undefined) continue;
      keeper.came(value.byteLength);
      yield value;
    }
  } finally {
    if (!ended) void discard(reader);
  }
}

async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new Refusal(
      'bad-request',
      'body-broken-off',
      'The body broke off before its end; nothing was kept.',
    );
  }
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const until = performance.now() + longestDiscardMs;
  try {
    while (performance.now() < until) {
      if ((await reader.read()).done) return;
    }
    await reader.cancel();
  } catch {
    // The client has gone: nothing is left to discard.
  }
}
