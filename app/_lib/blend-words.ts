import { type FittedKind, isLinear, isNetwork, kindsBySimplicity } from '#forecasting/forecaster-kind.ts';
import { answersFor } from '#forecasting/network-forecaster.ts';
import type { MemberRecord, RunResult } from '#forecasting/run-result.ts';
import { type NamingContext, nameInSentence } from './forecaster-names.ts';
import { countOf, formatPercent } from './format-number.ts';

/** One part of a blend. */
export interface BlendLine {
  readonly kind: FittedKind;
  /** Of the whole, 0–1. */
  readonly share: number;
  /** What it was where the blend was judged; null in runs that judged the blend that they used. */
  readonly judged: number | null;
  /** Networks of this kind that answer, by their median; 0 for baselines. */
  readonly networks: number;
  /** What they are, for those who ask: seeds, windows, scales. */
  readonly about: string;
}

export type BlendedResult = Pick<RunResult, 'blend' | 'judgedBlend' | 'members'>;

/** The definition that stands behind the word. */
export function shareDefinition({ judgedBlend }: BlendedResult): string {
  const origins = judgedBlend
    ? 'origins drawn anew from all there are. In the test it was judged by shares that were chosen before the test origins.'
    : 'selection origins drawn anew. These lie before the origins that the verdict is made on.';
  return `How much a forecaster counts in the weighted mean that is the blend; in sum 100 %. A blend starts as the mean of the networks, with or without the linear forecasters, and whichever forecaster lessens its error most joins it, again and again; it is the mean of 25 such votes, each on ${origins}`;
}

/** When its shares were chosen, in a few words. */
export function blendNote({ judgedBlend }: BlendedResult): string {
  return judgedBlend
    ? 'a weighted mean as it forecasts; it was judged by shares chosen before the test origins'
    : 'a weighted mean, chosen before the test origins';
}

/** What a run's blend is made of, the largest part first; null where there is none. */
export function blendLines({ blend, judgedBlend, members = [] }: BlendedResult): BlendLine[] | null {
  if (!blend) return null;
  return kindsBySimplicity
    .flatMap((kind) => (kind === 'blend' || !blend[kind] ? [] : [{ kind, share: blend[kind] }]))
    .sort((a, b) => b.share - a.share)
    .map(({ kind, share }) => {
      // A network of one series stands for those of the others.
      const used = members.filter((member) => member.used && member.kind === kind && answersFor(member, 0));
      const judged = judgedBlend ? (judgedBlend[kind] ?? 0) : null;
      return {
        kind,
        share,
        judged,
        networks: isNetwork(kind) ? Math.max(1, used.length) : 0,
        about: aboutOf(used),
      };
    });
}

/** "LSTM 60 %, GRU 20 %, same time yesterday 20 %". */
export function blendInWords(lines: readonly BlendLine[], naming: NamingContext): string {
  return lines.map(({ kind, share }) => `${nameInSentence(kind, naming)} ${formatPercent(share)}`).join(', ');
}

/** "one network" or "median of 3 networks" for a series; a baseline has none. */
export function networksInWords({ kind, networks }: BlendLine): string {
  if (networks === 0) return isLinear(kind) ? 'solved at once' : 'no training';
  return networks === 1 ? 'one network' : `median of ${countOf(networks, 'network')}`;
}

function aboutOf(used: readonly MemberRecord[]): string {
  return used
    .map(({ seedNumber, series, lookback, normalisation }) => {
      const scale = normalisation === 'log' ? ', on logarithms' : '';
      const scope = series === undefined ? '' : ', one a series';
      return `seed ${seedNumber + 1}, lookback ${lookback}${scale}${scope}`;
    })
    .join('; ');
}
