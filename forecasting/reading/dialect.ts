import { cellKind } from './cell-kind.ts';
import type { Delimiter } from './record-scanner.ts';
import { type Sample, sampleRecords, withoutComments } from './sample.ts';

/** The delimiter of a file, the sample that it gives, and why it was chosen. */
export interface Dialect {
  readonly delimiter: Delimiter;
  readonly sample: Sample;
  readonly because: string;
}

const candidates: readonly Delimiter[] = [',', ';', '\t', '|', ' ', '~', '^', ''];
const scoredRecords = 150;
const triedBytes = 1 << 18;

/** Chooses the delimiter under which the records have the most regular width and the most typed cells. */
export function chooseDialect(head: Uint8Array, isComplete: boolean, given: string | undefined): Dialect {
  if (given !== undefined) {
    return { delimiter: given, sample: sampleRecords(head, given, isComplete), because: 'you said so' };
  }
  const declared = declaredSeparator(head);
  if (declared) {
    return {
      delimiter: declared,
      sample: sampleRecords(head, declared, isComplete),
      because: 'the first line declares it (sep=)',
    };
  }
  const small = head.subarray(0, triedBytes);
  const scored = candidates.map((delimiter) => ({
    delimiter,
    score: scoreSample(
      sampleRecords(small, delimiter, isComplete && small.length === head.length),
      delimiter,
    ),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return {
    delimiter: best.delimiter,
    sample: sampleRecords(head, best.delimiter, isComplete),
    because: 'with it the lines have the most regular width and the most numbers and dates',
  };
}

/** Excel's first line `sep=;`. */
function declaredSeparator(head: Uint8Array): string | undefined {
  const start = String.fromCharCode(...head.subarray(0, 12));
  return /^"?sep=([^\r\n"])"?[\r\n]/i.exec(start)?.[1];
}

function scoreSample(sample: Sample, delimiter: Delimiter): number {
  const records = withoutComments(sample.records);
  if (records.length === 0) return 0;
  const step = Math.max(1, Math.floor(records.length / scoredRecords));
  const looked = records.filter((_, i) => i % step === 0);
  const width = commonWidth(looked.map((record) => record.cells.length));
  if ((width === 1) !== (delimiter === '')) return 0;
  const regular = looked.filter((record) => record.cells.length === width);
  const cells = regular.slice(-60).flatMap((record) => record.cells.slice(0, 200));
  const kinds = cells.map(cellKind);
  const typed = kinds.filter((kind) => kind !== 'text').length / kinds.length;
  const consistency = regular.length / looked.length;
  const weight = delimiter === '' ? 0.9 : delimiter === ' ' ? 0.8 : 1;
  return weight * consistency * (0.3 + typed) * (1 + 0.02 * Math.log2(width));
}

function commonWidth(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a))[0];
}
