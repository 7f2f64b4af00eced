import { type AskedBox, numberedBox } from './ask-lab.ts';
import { bestGuesses, boxProbabilities } from './guesses.ts';
import type { LanguageLab } from './language-lab.ts';

/** What one network held around a box. */
export interface NetworkTrace {
  /** Hidden states after the edge and after each word before the box: what the guess rests on. */
  readonly before: readonly (readonly number[])[];
  /** Those after the box and after each word behind it, as if `stood` had stood there: no guess has seen them. */
  readonly behind: readonly (readonly number[])[];
  /** |dL/dh| at the states of `before`, as a share of that at the last; L is −log of the probability of `stood`. */
  readonly gradient: readonly number[];
  /** The hidden word, or the network's first guess where it is not known. */
  readonly stood: string;
}

/** In the order of the lab's networks. */
export type BoxTrace = readonly NetworkTrace[];

/**
 * Follows every network of the lab through the words before the box, and back from its guess.
 *
 * @example
 * traceBox(lab, { left: ['i'], right: ['a', 'boy'], hidden: 'am' })[0].before.length // 2
 */
export function traceBox(lab: LanguageLab, asked: AskedBox): BoxTrace {
  const { vocabulary } = lab;
  const box = numberedBox(lab, asked);
  return lab.networks.map((network) => {
    const known = asked.hidden !== null && vocabulary.numberOf(asked.hidden) !== vocabulary.unknown;
    const stood = known
      ? asked.hidden
      : bestGuesses(boxProbabilities(network, [box], vocabulary, 'leftToRight')[0]!, vocabulary, 1)[0]!.word;
    const target = vocabulary.numberOf(stood!);
    const whole = network.trace([...box.left, target, ...box.right], vocabulary.edge);
    const { hidden, gradient } = network.trace(box.left, target);
    return { before: hidden, behind: whole.hidden.slice(hidden.length), gradient, stood: stood! };
  });
}
