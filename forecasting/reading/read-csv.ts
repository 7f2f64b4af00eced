import type { ByteReader } from './byte-reader.ts';
import { composeReading } from './compose-reading.ts';
import { TextTail } from './last-lines.ts';
import { openText } from './open-text.ts';
import { readTable } from './read-table.ts';
import type { Reading, ReadingFlags } from './reading.ts';
import { type ReadingContext, stoppedReading } from './reading-context.ts';
import { ReadingStop } from './reading-stop.ts';
import { planTable } from './table-plan.ts';

/** What the reader may be told besides the flags. */
export interface ReadingOptions {
  /** Named in the evidence. */
  readonly fileName?: string;
  /** Called after every mebibyte or so with the bytes and rows read so far. */
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** Whether the bytes are only a part of the file, so that counts are not the file's. */
  readonly isSample?: boolean;
}

/** How far a reading has come. */
export interface ReadingProgress {
  /** Bytes of the file, as it is packed. */
  readonly bytes: number;
  readonly rows: number;
}

const headBytes = 1 << 20;
const mostHeadBytes = 1 << 24;
const leastHeadLines = 20;

/**
 * Reads a CSV: bytes in, series and the evidence for every guess out. Bytes are recognised by their first few,
 * unpacked, decoded and run once through typed columns; delimiter, header and column types are chosen by the
 * head of the file, while decimal mark, order of day and month, time, ids and values are chosen by all of it.
 * Nothing that stands in a file makes it throw: a refusal or an open question is a Reading too. Errors of the
 * source itself are passed on.
 *
 * @param source the bytes of the file, read once; may be gzip or a zip of one file
 * @param flags what the person said; it is obeyed, and refused where the file contradicts it
 * @example (await readCsv(bytesOf('date,v\n2024-01-01,1\n2024-01-02,2\n'), {})).rows // 2
 */
export async function readCsv(
  source: AsyncIterable<Uint8Array>,
  flags: ReadingFlags,
  options: ReadingOptions = {},
): Promise<Reading> {
  const context: ReadingContext = {
    flags,
    bytes: 0,
    encoding: flags.encoding ?? 'utf-8',
    encodingBecause: '',
    containerNote: undefined,
    isSample: options.isSample ?? false,
    plan: undefined,
    rows: 0,
    lines: 0,
    lastLines: [],
  };
  try {
    return await readInto(context, source, options);
  } catch (error) {
    if (error instanceof ReadingStop) return stoppedReading(error, context);
    throw error;
  }
}

async function readInto(
  context: ReadingContext,
  source: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): Promise<Reading> {
  const text = await openText(source, context.flags, (bytes) => {
    context.bytes += bytes;
  });
  if (text.container !== 'text') {
    const name = options.fileName === undefined ? 'The file' : `“${options.fileName}”`;
    context.containerNote = `${name} is compressed (${text.container}) and was unpacked`;
  }
  const head = await readHead(text.reader);
  const note = () => {
    context.encoding = text.encoding;
    context.encodingBecause = text.because;
  };
  note();
  const plan = planTable(head, text.reader.ended, context.flags);
  context.plan = plan;
  const tail = new TextTail();
  const table = await readTable(text.reader, plan, {
    flags: context.flags,
    onBlock: (block) => tail.push(block),
    onRows: (rows) => {
      context.rows = rows;
      options.onProgress?.({ bytes: context.bytes, rows });
    },
  });
  note();
  context.rows = table.rows;
  context.lines = table.lines;
  context.lastLines = tail.lines(plan.dialect.delimiter, table.lines, plan.structure.firstDataLine);
  return composeReading(table, plan, context);
}

/** A mebibyte, or more where its lines are so long that it holds only a few. */
async function readHead(reader: ByteReader): Promise<Uint8Array> {
  let counted = 0;
  let lines = 0;
  for (let size = headBytes; ; size *= 2) {
    const head = await reader.peek(size);
    lines += countLines(head.subarray(counted));
    counted = head.length;
    if (reader.ended || size >= mostHeadBytes || lines >= leastHeadLines) return head;
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10 || bytes[i] === 13) lines++;
  return lines;
}
