import iconv from 'iconv-lite';
import { type EncodingGuess, legacyEncoding } from './detect-encoding.ts';
import { refuse } from './reading-stop.ts';

/** A text that is being read, and the encoding that it turned out to have. */
export interface EncodedText {
  encoding: string;
}

/**
 * Turns blocks of any encoding into blocks of valid UTF-8. A file that is plain ASCII for longer than its head
 * may reveal a legacy page only later: as long as nothing but ASCII went before, the page is found there.
 */
export async function* toUtf8(
  blocks: AsyncIterable<Uint8Array>,
  guess: EncodingGuess,
  text: EncodedText,
): AsyncGenerator<Uint8Array> {
  let skip = guess.markBytes;
  const decoder = guess.name === 'utf-8' ? utf8Checker(text) : pageDecoder(guess.name);
  for await (const block of blocks) {
    yield decoder.write(skip > 0 ? block.subarray(skip) : block);
    skip = 0;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}

interface Decoder {
  write(block: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

const nothing = new Uint8Array(0);

function pageDecoder(name: string): Decoder {
  if (!iconv.encodingExists(name)) {
    refuse(
      'unknown-encoding',
      `There is no encoding “${name}”: choose one such as utf-8, cp949 or shift_jis.`,
    );
  }
  const decoder = iconv.getDecoder(name as 'cp949');
  const encoder = new TextEncoder();
  return {
    write: (block) => encoder.encode(decoder.write(block as Parameters<typeof decoder.write>[0])),
    end: () => encoder.encode(decoder.end() ?? ''),
  };
}

function utf8Checker(text: EncodedText): Decoder {
  const checker = new TextDecoder('utf-8', { fatal: true });
  let onlyAscii = true;
  let page: Decoder | undefined;
  const check = (block: Uint8Array) => {
    try {
      const decoded = checker.decode(block, { stream: true });
      onlyAscii &&= decoded.length === block.length;
      return block;
    } catch {
      if (!onlyAscii) refuseMixed();
      text.encoding = legacyEncoding(block).name;
      page = pageDecoder(text.encoding);
      return page.write(block);
    }
  };
  return {
    write: (block) => (page ? page.write(block) : check(block)),
    end: () => {
      if (page) return page.end();
      try {
        checker.decode();
      } catch {
        refuseMixed();
      }
      return nothing;
    },
  };
}

function refuseMixed(): never {
  refuse(
    'mixed-encodings',
    'The text is UTF-8 at first but has bytes that are not further on: save it in one encoding, or name its encoding.',
  );
}
