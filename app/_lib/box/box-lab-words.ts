import type { RecallPlan } from '#forecasting/memory-tasks/recall-study.ts';
import type { ContenderKey } from './recall-rows.ts';

/** An answer: its stamp and its sentence. */
export interface StampWords {
  readonly stamp: string;
  readonly say: string;
}

/** Something that differs by what stands before the box: two or more words, at most one, nothing, or these words. */
export interface ByPlace {
  readonly far: (boxes: string) => string;
  readonly near: (boxes: string) => string;
  readonly first: (boxes: string) => string;
  readonly after: (words: string, boxes: string) => string;
}

/** A number of right answers, or an error. */
type ByScore = Readonly<Record<'share' | 'error', string>>;
type ByTask = Readonly<Record<RecallPlan['task'], string>>;

/** Everything that the BOX lab says in one language; the sentences that it reads stay English. */
export interface BoxLabWords {
  readonly learn: string;
  readonly lab: string;
  readonly language: string;
  readonly lead: (sizes: { training: string; words: string; heldOut: string }) => string;
  readonly waitingLead: string;
  readonly direction: string;
  readonly leftToRight: string;
  readonly bothWays: string;
  readonly field: string;
  readonly guess: string;
  readonly pressAWord: string;
  readonly orTry: string;
  readonly hideThis: string;
  readonly needsBox: string;
  readonly oneWordAlone: string;
  readonly failed: string;
  readonly failedWhy: (problem: string) => string;
  readonly starting: string;
  readonly learning: (at: { reading: number; readings: number; sentences: string }) => string;
  readonly learningLabel: string;
  readonly unknown: (words: readonly string[]) => string;
  readonly bigram: string;

  readonly verdict: {
    readonly name: string;
    readonly none: string;
    readonly learning: string;
    readonly follows: string;
    readonly how: string;
    readonly scoring: string;
    readonly caption: string;
    /** By the networks that beat the count: all three, or their names. */
    readonly wins: (winners: readonly string[], all: boolean) => StampWords;
    readonly loses: StampWords;
    readonly ties: StampWords;
    readonly evidence: ByPlace;
    readonly noSkill: string;
    readonly range: (least: string, most: string) => string;
    readonly skill: (range: string, everyTied: boolean) => string;
    readonly elsewhere: (boxes: string, best: string) => string;
    readonly column: ByPlace;
  };

  readonly guesses: {
    readonly title: string;
    readonly note: (reading: 'leftToRight' | 'bothWays', isKnown: boolean) => string;
    readonly of: (model: string) => string;
    readonly scores: (nats: string, share: string) => string;
    readonly notJudged: string;
    readonly stood: string;
    readonly noWord: (word: string) => string;
    /** How many of the four put the hidden word first, and what they gave it. */
    readonly hidden: (found: { word: string; first: number; range: readonly [string, string] }) => string;
    readonly foot: (boxes: string) => string;
  };

  readonly reader: {
    readonly title: string;
    readonly read: string;
    readonly readNothing: string;
    readonly readWords: (words: string) => string;
    readonly unread: string;
    readonly unreadNothing: string;
    readonly unreadWords: (words: string) => string;
    readonly both: string;
    readonly bothText: (first: readonly [string, string], second: readonly [string, string]) => string;
    readonly nobody: string;
    readonly nobodyText: (first: string, second: string) => string;
  };

  readonly states: {
    readonly title: string;
    readonly note: string;
    readonly label: string;
    readonly start: string;
    readonly units: (strong: number, all: number) => string;
    readonly notRead: string;
    readonly foot: (words: readonly string[]) => string;
  };

  readonly recall: {
    readonly title: string;
    readonly task: string;
    readonly tasks: ByTask;
    readonly notes: ByTask;
    readonly measure: string;
    readonly again: string;
    readonly stop: string;
    readonly longer: string;
    readonly training: string;
    readonly left: (percent: string, seconds: number) => string;
    readonly failed: (problem: string) => string;
    readonly legend: Readonly<Record<ContenderKey, string>>;
    readonly names: Readonly<Record<ContenderKey, string>>;
    readonly guessing: ByScore;
    readonly idle: string;
    readonly bar: ByScore;
    readonly never: string;
    readonly upTo: (wait: number, isLongest: boolean) => string;
    readonly how: (updates: string, seeds: number) => string;
    readonly took: (seconds: number) => string;
    readonly stopped: string;
    readonly figure: ByScore;
    readonly figureGuessing: (value: string) => string;
    readonly figureIdle: (first: number, last: number) => string;
  };
}
