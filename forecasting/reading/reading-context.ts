import type { RawLine, Reading, ReadingFlags } from './reading.ts';
import type { ReadingStop } from './reading-stop.ts';
import type { TablePlan } from './table-plan.ts';

/** What is known of a file so far: enough for an answer wherever the reading stops. */
export interface ReadingContext {
  readonly flags: ReadingFlags;
  bytes: number;
  encoding: string;
  encodingBecause: string;
  containerNote: string | undefined;
  isSample: boolean;
  plan: TablePlan | undefined;
  rows: number;
  lines: number;
  lastLines: readonly RawLine[];
}

const shownLines = 30;

/** The first lines as they stand, those of the data marked. */
export function firstLinesOf(plan: TablePlan | undefined): RawLine[] {
  if (!plan) return [];
  const { firstDataLine } = plan.structure;
  return plan.dialect.sample.records
    .slice(0, shownLines)
    .map(({ line, cells }) => ({ line, cells: cells.slice(0, 400), isData: line >= firstDataLine }));
}

/** The answer to a file that was refused, or about which a question is open. */
export function stoppedReading(stop: ReadingStop, context: ReadingContext): Reading {
  const { plan } = context;
  return {
    outcome: stop.question ? 'ask' : 'error',
    errorCode: stop.code,
    message: stop.message,
    warnings: [],
    question: stop.question,
    evidence: [],
    columns:
      plan?.columns.slice(0, 1000).map(({ index, name, storage }) => ({
        index,
        name,
        role: storage === 'time' ? 'time' : storage === 'number' ? 'value' : 'ignored',
        detail: storage === 'time' ? 'dates or times' : storage === 'number' ? 'numbers' : 'text',
      })) ?? [],
    firstLines: firstLinesOf(plan),
    lastLines: context.lastLines,
    rows: context.rows,
    lines: context.lines,
    bytes: context.bytes,
    frequency: undefined,
    encoding: context.encoding,
    delimiter: plan?.dialect.delimiter ?? '',
    decimal: '.',
    layout: 'wide',
    gaps: 0,
    isSample: context.isSample,
    recipe: context.flags,
    series: [],
  };
}
