import { type ForecasterKind, isNaive, isNetwork } from '#forecasting/forecaster-kind.ts';
import type { Scores, Verdict } from '#forecasting/run-result.ts';
import type { IssuedRow } from '#server/api-types.ts';
import { forecasterName, type NamingContext, nameInSentence } from './forecaster-names.ts';
import { countOf, formatInterval, formatScore, formatSkill } from './format-number.ts';
import { stepsInWords } from './frequency-words.ts';

/** Who forecasts, and why it is this one. */
export interface UsedBecause {
  readonly used: string;
  readonly because: string;
}

interface UsedOptions extends NamingContext {
  /** The scores of the one that is used, on the test origins. */
  readonly own: Pick<Scores, 'skill' | 'skillInterval'> | undefined;
}

export function usedBecause(kind: ForecasterKind, verdict: Verdict, options: UsedOptions): UsedBecause {
  const { own, ...naming } = options;
  const used = `${forecasterName(kind, naming)} is used`;
  if (verdict.outcome === null) return { used, because: 'because it did best among the naive forecasters.' };
  const best = verdict.best ? forecasterName(verdict.best) : 'The best network';
  if (verdict.skill === null)
    return { used, because: `because ${best} cannot be told from it on the scored rows.` };
  const origins = `${verdict.origins} ${verdict.origins === 1 ? 'origin' : 'origins'}`;
  const figures = `${formatSkill(verdict.skill)} (${formatInterval(verdict.interval)}, ${origins})`;
  const against = `“${nameInSentence(verdict.against, naming)}”`;
  if (isNetwork(kind)) return { used, because: `because ${best} beats ${against}: skill ${figures}.` };
  if (!isNaive(kind)) {
    const least = kind === 'blend' ? 'and none that does errs 2 % less' : 'and errs least';
    const ownFigures = own ? `${formatSkill(own.skill)} (${formatInterval(own.skillInterval)})` : 'n/a';
    const because = `because over all origins, the earlier ones included, it beats the naive, ${least}. Skill on the test origins against ${against}: ${ownFigures}; of ${best}, the best network, ${figures}.`;
    return { used, because };
  }
  const outcome = verdict.outcome === 'ties' ? 'a tie' : 'a loss';
  return { used, because: `because no network beat it. ${best}: skill ${figures}, ${outcome}.` };
}

/** What was rewritten under an old forecast since: empty where nothing was. */
export function rewrittenSentence({ rewritten: { history, came } }: Pick<IssuedRow, 'rewritten'>): string {
  if (history + came === 0) return '';
  const parts = [
    history > 0 ? `${countOf(history, 'value')} that it rested on` : '',
    came > 0 ? `${countOf(came, 'value')} of what came` : '',
  ].filter((part) => part !== '');
  const score = came > 0 ? ' It is scored by the newest values.' : '';
  return `Rewritten since: ${parts.join(' and ')}.${score}`;
}

interface SaidParts extends NamingContext {
  readonly row: IssuedRow;
  readonly unit: string | null;
}

/** What an old forecast was worth: "Over 12 hours we missed by 1.5 °C on average, the naive by 3.1 °C." */
export function scoreSentence({ row, unit, frequency }: SaidParts): string {
  const { scored } = row;
  if (!scored) return 'None of its steps has come yet.';
  const withUnit = (error: number) => (unit ? `${formatScore(error)} ${unit}` : formatScore(error));
  const steps = frequency ? stepsInWords(scored.steps, frequency) : `${scored.steps} steps`;
  const naive = scored.naiveMae === null ? '' : `, the naive by ${withUnit(scored.naiveMae)}`;
  return `Over ${steps} we missed by ${withUnit(scored.mae)} on average${naive}.`;
}
