import type { Frequency } from '../series/frequency.ts';
import type { Series } from '../series/series.ts';

/** How a file is to be read. Every field left out is guessed, with evidence; every field given is obeyed. */
export interface ReadingFlags {
  readonly timeColumn?: string;
  /** How the numbers of the time column are read, such as `YYYYMM`; by its digits alone `202401` may be a week. */
  readonly timeFormat?: string;
  readonly idColumn?: string;
  readonly targets?: readonly string[];
  /** Files without a time column: the first stamp and the step ("day", "hour", "15 min", "month" ...). */
  readonly start?: string;
  readonly step?: string;
  readonly header?: boolean;
  /** Whether 01/02/2024 is the first of February (true) or the second of January (false). */
  readonly dayFirst?: boolean;
  /** Whether 24-01-02, with two digits each, begins with the year. */
  readonly yearFirst?: boolean;
  /** Whether rows of a year and twelve nameless numbers are the months of one series (true) or twelve series. */
  readonly monthsAcross?: boolean;
  readonly zone?: string;
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  /** Columns that use another decimal mark than the rest of the file. */
  readonly columnDecimals?: readonly ColumnDecimal[];
  readonly encoding?: string;
  /** Codes of cleaning steps that are not to be done, such as `suspected-sentinel`; see `cleaning.ts`. */
  readonly keep?: readonly string[];
}

export interface ColumnDecimal {
  readonly column: string;
  readonly mark: '.' | ',';
}

export type ReadingOutcome = 'ok' | 'warn' | 'ask' | 'error';

/** One thing the reader concluded, and why: "Day comes first: 17 rows prove it, none contradicts". */
export interface Evidence {
  readonly code: string;
  readonly message: string;
  readonly rows?: number;
}

/** Something in the file that the person should know or mend. */
export interface ReadingIssue {
  readonly code: string;
  readonly message: string;
  /** 1-based line in the file. */
  readonly line?: number;
  /** 1-based column. */
  readonly column?: number;
  /** How many rows or cells it is about. */
  readonly rows?: number;
}

/** A question that nothing in the file settles; `flag` is the command line's way to answer it. */
export interface ReadingQuestion {
  readonly code: string;
  readonly message: string;
  readonly flag: string;
  readonly choices: readonly { readonly label: string; readonly flags: ReadingFlags }[];
}

/** What a column is used as. */
export interface ColumnGuess {
  readonly index: number;
  readonly name: string;
  readonly role: 'time' | 'id' | 'value' | 'ignored';
  readonly detail: string;
}

/** A raw line as it stands in the file, for the preview. */
export interface RawLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isData: boolean;
}

/** A series as the reader found it: the values and where each came from. */
export interface ReadSeries extends Series {
  readonly id: string | undefined;
  readonly target: string;
  readonly missing: number;
}

/** What the bytes of a file mean, with the evidence for every guess. */
export interface Reading {
  readonly outcome: ReadingOutcome;
  readonly errorCode: string | undefined;
  /** One sentence; for `error` and `ask` it says what, where and what to do. */
  readonly message: string;
  readonly warnings: readonly ReadingIssue[];
  readonly question: ReadingQuestion | undefined;
  readonly evidence: readonly Evidence[];
  readonly columns: readonly ColumnGuess[];
  readonly firstLines: readonly RawLine[];
  readonly lastLines: readonly RawLine[];
  /** Distinct stamps after reading. */
  readonly rows: number;
  readonly lines: number;
  readonly bytes: number;
  readonly frequency: Frequency | undefined;
  readonly encoding: string;
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  readonly layout: 'wide' | 'long';
  readonly gaps: number;
  /** Whether only a part of a large file was read, as a preview does. */
  readonly isSample?: boolean;
  /** Flags that read this file the same way again without any guess. */
  readonly recipe: ReadingFlags;
  /** In order of first appearance; empty for `error` and `ask`. */
  readonly series: readonly ReadSeries[];
}
