// The files that `npm run bench:read` reads: seeded, so that every run measures the same bytes.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createRandom } from '#forecasting/random.ts';

const megabyte = 1 << 20;
const minute = 60_000;
const firstStamp = Date.UTC(2005, 0, 1);

/** Each kind of file as the pieces of its text. */
const kinds = {
  minutes: ({ rows, columns }) => minuteRows(rows, columns),
  columns: ({ columns }) => manyColumns(columns),
  'line-of-cells': ({ bytes }) => oneLine('12.5,', bytes),
  'line-of-one-cell': ({ bytes }) => oneLine('x', bytes),
  'long-cell': ({ bytes }) => longCell(bytes),
};

/** Writes the file of that kind; memory stays small. */
export async function writeBenchFile(path, { kind, ...size }) {
  await pipeline(kinds[kind](size), createWriteStream(path, { highWaterMark: megabyte }));
}

/** A stamp a minute and random walks with two decimals; one value of a thousand is missing. */
function* minuteRows(rows, columns) {
  const random = createRandom(20_240_101);
  const walks = new Float64Array(columns).fill(1000);
  yield `time,${Array.from(walks, (_, at) => `v${at + 1}`).join(',')}\n`;
  for (let from = 0; from < rows; from += 10_000) {
    const lines = [];
    for (let row = from; row < Math.min(rows, from + 10_000); row++)
      lines.push(minuteRow(row, walks, random));
    yield lines.join('');
  }
}

function minuteRow(row, walks, random) {
  const stamp = new Date(firstStamp + row * minute).toISOString().slice(0, 19).replace('T', ' ');
  let line = stamp;
  for (let at = 0; at < walks.length; at++) {
    walks[at] += random() - 0.5;
    line += random() < 0.001 ? ',' : `,${walks[at].toFixed(2)}`;
  }
  return `${line}\n`;
}

/** A hundred days of very many columns. */
function* manyColumns(columns) {
  const random = createRandom(20_240_102);
  yield `date,${Array.from({ length: columns }, (_, at) => `c${at + 1}`).join(',')}\n`;
  for (let day = 0; day < 100; day++) {
    const date = new Date(firstStamp + day * 1440 * minute).toISOString().slice(0, 10);
    yield `${date},${Array.from({ length: columns }, () => (random() * 100).toFixed(1)).join(',')}\n`;
  }
}

function* oneLine(cell, bytes) {
  const piece = cell.repeat(Math.ceil(megabyte / cell.length));
  for (let written = 0; written < bytes; written += piece.length) yield piece.slice(0, bytes - written);
}

/** A plain file with one cell that is far too long in its midst. */
function* longCell(bytes) {
  const rows = 10_000;
  for (const piece of minuteRows(rows, 1)) yield piece;
  yield `2030-01-01 00:00:00,${'9'.repeat(bytes)}\n`;
  yield '2030-01-01 00:01:00,1\n'.repeat(rows);
}
