import type { ExitCode } from './exit-codes.ts';

/** What a command knows of the process it runs in. */
export interface Surroundings {
  /** The caller's folder: paths are relative to it. */
  readonly folder: string;
  /** Epoch milliseconds at which the process began: a budget counts from there. */
  readonly startedAt: number;
}

/** What a command answers: an object for `--json`, a text for a person. */
export interface Answer {
  readonly exitCode: ExitCode;
  readonly json: object;
  readonly text: string;
}

/** One verb of the command line. */
export type Command = (argv: readonly string[], surroundings: Surroundings) => Promise<Answer>;
