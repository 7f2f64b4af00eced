import type { RawLine } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';

interface ShownLines {
  readonly lines: readonly RawLine[];
  /** Known lines that are not shown. */
  readonly more: number;
}

const fewFirst = 12;
const fewLast = 3;

/** The lines a preview shows: each once, without the header, whose names stand above them anyway. */
export function shownLines(preview: ReadingPreview, all: boolean): ShownLines {
  const isLeftOut = leftOutLines(preview);
  const [firstLines, lastLines] = [preview.firstLines, preview.lastLines].map((lines) =>
    lines.map((line) => (isLeftOut(line.line) ? { ...line, isData: false } : line)),
  ) as [RawLine[], RawLine[]];
  const lastOfFirst = firstLines.at(-1)?.line ?? 0;
  const first = firstLines.filter((line) => !isHeader(line, preview));
  const last = lastLines.filter(({ line }) => line > lastOfFirst);
  const known = [...first, ...last];
  if (all || known.length <= fewFirst + fewLast + 1) return { lines: known, more: 0 };
  const lines = [...known.slice(0, fewFirst), ...known.slice(-fewLast)];
  return { lines, more: known.length - lines.length };
}

/** The lines that a warning says were left out, such as a total at the end. */
function leftOutLines({ warnings }: ReadingPreview): (line: number) => boolean {
  const spans = warnings.flatMap(({ code, line, rows = 1 }) =>
    code === 'skipped-lines' && line !== undefined ? [{ from: line, to: line + rows }] : [],
  );
  return (line) => spans.some(({ from, to }) => line >= from && line < to);
}

function isHeader({ cells, isData }: RawLine, { columns }: ReadingPreview): boolean {
  return !isData && columns.every(({ index, name }) => (cells[index] ?? '').trim() === name);
}
