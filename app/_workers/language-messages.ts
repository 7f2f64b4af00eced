import type { AskedBox, BoxJudgement, ModelGuesses } from '#forecasting/language/ask-lab.ts';
import type { BoxTrace } from '#forecasting/language/box-trace.ts';
import type { Reading } from '#forecasting/language/guesses.ts';

/** What the BOX lab asks of its worker. */
export type LanguageRequest =
  | { readonly kind: 'ask'; readonly ask: number; readonly box: AskedBox }
  | { readonly kind: 'judge'; readonly ask: number; readonly box: AskedBox; readonly reading: Reading };

/** What the networks have learned from and are judged on. */
export interface LabSizes {
  readonly training: number;
  readonly heldOut: number;
  readonly words: number;
}

/** What the worker tells. */
export type LanguageReply =
  | { readonly kind: 'learning'; readonly epoch: number; readonly epochs: number; readonly sizes: LabSizes }
  | { readonly kind: 'learned'; readonly seconds: number }
  | {
      readonly kind: 'answer';
      readonly ask: number;
      readonly readings: Readonly<Record<Reading, readonly ModelGuesses[]>>;
      /** Words of the sentence that the networks have never read. */
      readonly unknown: readonly string[];
      readonly trace: BoxTrace;
    }
  | { readonly kind: 'scoring'; readonly share: number }
  | {
      readonly kind: 'judgement';
      readonly ask: number;
      readonly reading: Reading;
      readonly judgement: BoxJudgement;
    }
  | { readonly kind: 'failed'; readonly message: string };
