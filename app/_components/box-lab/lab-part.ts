import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import type { BoxedText } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import type { LabState } from './use-language-lab.ts';

/** What every part of the lab is drawn from. */
export interface LabPart {
  readonly said: BoxLabWords;
  readonly box: BoxedText;
  readonly reading: Reading;
  readonly lab: LabState;
}
