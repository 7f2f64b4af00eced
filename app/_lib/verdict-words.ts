import { type ForecasterKind, isNaive, isNetwork } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore, RunResult, Verdict } from '#forecasting/run-result.ts';
import { forecasterName, type NamingContext, nameInSentence } from './forecaster-names.ts';
import { countOf, formatCount } from './format-number.ts';
import { listed } from './listed.ts';
import { networksInWords } from './network-words.ts';

export type VerdictTone = 'win' | 'lose' | 'tie';

/** The colour of a verdict. A tie and a loss lead to the same thing to do, so both are ochre. */
export function verdictTone({ outcome }: Pick<Verdict, 'outcome'>): VerdictTone {
  if (outcome === null) return 'tie';
  return outcome === 'beats' ? 'win' : 'lose';
}

/** The verdict as a stamp: what the best network did, and after a tie or a loss what to use instead. */
export function verdictStamp(
  { outcome, against }: Pick<Verdict, 'outcome' | 'against'>,
  recommended: ForecasterKind,
  naming: NamingContext,
): { readonly tone: VerdictTone; readonly word: string } {
  const tone = verdictTone({ outcome });
  if (outcome === null) return { tone, word: isNaive(recommended) ? 'Naive only' : 'No network' };
  if (outcome === 'beats') return { tone, word: 'BEATS the naive' };
  return {
    tone,
    word: `${outcome === 'ties' ? 'TIE' : 'LOSES'}: use ${nameInPlay(recommended, against, naming)}`,
  };
}

/** A forecaster in few words: "the naive" is the one that networks were judged against; another one is named. */
export function nameInPlay(kind: ForecasterKind, against: ForecasterKind, naming: NamingContext): string {
  if (kind === against) return 'the naive';
  if (isNaive(kind)) return `“${nameInSentence(kind, naming)}”`;
  return kind === 'blend' ? 'the blend' : forecasterName(kind, naming);
}

/** A sentence ends at a point followed by a capital or a quotation mark; "4.5 %" goes on. */
export function firstSentence(text: string): readonly [first: string, rest: string] {
  const end = /[.:] (?=[\p{Lu}“\d])/u.exec(text);
  if (!end) return [text, ''];
  return [`${text.slice(0, end.index)}.`, text.slice(end.index + 2)];
}

/** One thing that was checked about the result, or is to be known about it. */
export interface ResultCheck {
  readonly kind: 'leak' | 'echo' | 'seeds' | 'origins';
  readonly tone: 'ok' | 'mind' | 'fail' | 'plain';
  readonly title: string;
  readonly text: string;
  /** What is behind the title; shown on hover and focus. */
  readonly definition?: string | undefined;
}

interface CheckedResult {
  readonly result: Omit<RunResult, 'series'>;
  readonly verdict: Verdict;
  readonly leaderboard: readonly ForecasterScore[];
}

/** What stands under the verdict: leaks, echoes, seeds, and how much the evidence weighs. */
export function resultChecks({ result, verdict, leaderboard }: CheckedResult): ResultCheck[] {
  const hasNetworks = leaderboard.some(({ kind }) => isNetwork(kind));
  return [
    ...leakCheck(result),
    ...(hasNetworks ? [echoCheck(result), seedCheck(result, verdict)] : []),
    originCheck(result, verdict),
  ];
}

function leakCheck({ leakCheck: check }: Omit<RunResult, 'series'>): ResultCheck[] {
  if (!check) return [];
  const compared = `${countOf(check.compared, 'forecast')} at ${countOf(check.origins, 'origin')}`;
  if (check.passed) {
    const text = `Future replaced by noise: ${compared} stayed the same, bit for bit.`;
    return [{ kind: 'leak', tone: 'ok', title: 'No leak found', text }];
  }
  const names = check.failed.map((kind) => forecasterName(kind)).join(', ');
  const text = `${names} changed when the future was replaced by noise. Do not trust these scores.`;
  return [{ kind: 'leak', tone: 'fail', title: 'The future leaks', text }];
}

function echoCheck({ echoes }: Omit<RunResult, 'series'>): ResultCheck {
  if (!echoes) {
    const text = 'Told for one series at a time.';
    return { kind: 'echo', tone: 'plain', title: 'Echo not checked', text };
  }
  if (echoes.length === 0) {
    const text = 'No network merely repeats the last value.';
    return { kind: 'echo', tone: 'ok', title: 'No echo', text };
  }
  const names = listed(echoes.map(({ kind }) => forecasterName(kind)));
  const weights = echoes.map(({ weight }) => weight.toFixed(2)).join(', ');
  const title = `${names} ${echoes.length === 1 ? 'echoes' : 'echo'}`;
  const text = `The last value is repeated (weight ${weights}): no information added.`;
  return { kind: 'echo', tone: 'mind', title, text };
}

function seedCheck(result: Omit<RunResult, 'series'>, { remarks }: Verdict): ResultCheck {
  const networks = networksInWords(result);
  const seeds = networks?.seeds ?? result.seeds;
  const definition = networks?.text;
  const remark = remarks.find((text) => text.includes('seed spread'));
  if (remark) {
    const [title, rest] = firstSentence(remark.replace(' are not distinguishable: t', ': the same. T'));
    return { kind: 'seeds', tone: 'mind', title: title.replace(/\.$/, ''), text: rest, definition };
  }
  const title = networks?.count ?? countOf(seeds, 'seed');
  if (seeds === 1) {
    const text = 'How much luck is in a start is not known; “Honest” trains with three seeds.';
    return { kind: 'seeds', tone: 'plain', title, text, definition };
  }
  if (result.leaderboard.filter(({ seedSpread }) => seedSpread !== null).length < 2) {
    const text = 'Too few of those that answer differ in their seed alone to tell luck from skill.';
    return { kind: 'seeds', tone: 'plain', title, text, definition };
  }
  const text = 'Differences between neighbouring networks are larger than the spread over seeds.';
  return { kind: 'seeds', tone: 'ok', title, text, definition };
}

/** Remarks that echo and seeds have not told already. */
const toldElsewhere = /repeats? the last value|seed spread/;

function originCheck(
  { horizon, stride }: Omit<RunResult, 'series'>,
  { origins, remarks }: Verdict,
): ResultCheck {
  const title = countOf(origins, 'origin');
  const further = remarks.filter((remark) => !toldElsewhere.test(remark));
  if (further.length > 0) return { kind: 'origins', tone: 'mind', title, text: further.join(' ') };
  const scored = formatCount(origins * horizon);
  const text = `Up to ${scored} scored steps, the same rows for every forecaster; origins ${countOf(stride, 'step')} apart.`;
  return { kind: 'origins', tone: 'plain', title, text };
}
