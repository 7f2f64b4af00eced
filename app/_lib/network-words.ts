import { networkKinds } from '#forecasting/forecaster-kind.ts';
import type { MemberRecord, RunResult } from '#forecasting/run-result.ts';
import { forecasterName } from './forecaster-names.ts';
import { countOf, formatCount } from './format-number.ts';
import { listed } from './listed.ts';

/** The networks that a run has trained: how many, with how many seeds, and in what they differ. */
export interface NetworkWords {
  /** "18 networks, 3 seeds". */
  readonly count: string;
  readonly seeds: number;
  /** One or two sentences. */
  readonly text: string;
}

/** undefined for a run that did not write its networks down. */
export function networksInWords({ members }: Pick<RunResult, 'members'>): NetworkWords | undefined {
  if (!members || members.length === 0) return undefined;
  const seeds = new Set(members.map(({ seedNumber }) => seedNumber)).size;
  const unused = members.filter(({ used }) => !used).length;
  const kinds = networkKinds.filter((kind) => members.some((member) => member.kind === kind));
  const sentences = [
    `${listed(kinds.map((kind) => forecasterName(kind)))}${variationWords(members)}.`,
    ...(unused === 0 ? [] : [unusedWords(unused)]),
    ...judgedWords(members),
  ];
  return {
    count: `${countOf(members.length, 'network')}, ${countOf(seeds, 'seed')}`,
    seeds,
    text: sentences.join(' '),
  };
}

function unusedWords(unused: number): string {
  return unused === 1
    ? 'One of them did clearly worse on the selection origins and has no say.'
    : `${formatCount(unused)} of them did clearly worse on the selection origins and have no say.`;
}

/** Whether they knew the newer rows when later origins were forecast. */
function judgedWords(members: readonly MemberRecord[]): string[] {
  const most = (fitsOf: (member: MemberRecord) => readonly unknown[] | undefined) =>
    Math.max(...members.map((member) => fitsOf(member)?.length ?? 0));
  const places = [
    { times: most(({ selectionFits }) => selectionFits), where: 'the selection origins' },
    { times: most(({ verdictFits }) => verdictFits), where: 'the origins of the verdict' },
  ].filter(({ times }) => times > 0);
  if (places.length === 0) return [];
  const words = places.map(({ times, where }) => `${times === 1 ? 'once' : `${times} times`} along ${where}`);
  return [`They are judged as they are used: trained again on all earlier rows ${listed(words)}.`];
}

/** In what networks of one kind differ besides their seed: ", on plain values and on logarithms". */
function variationWords(members: readonly MemberRecord[]): string {
  const distinct = <Value>(of: (member: MemberRecord) => Value) => [...new Set(members.map(of))];
  const normalisations = distinct(({ normalisation }) => normalisation);
  const lookbacks = distinct(({ lookback }) => lookback).sort((a, b) => a - b);
  const local = distinct(({ series }) => series).filter((series) => series !== undefined).length;
  return [
    ...(normalisations.length > 1 ? [', on plain values and on logarithms'] : []),
    ...(lookbacks.length > 1 ? [`, reading ${listed(lookbacks.map(formatCount))} values`] : []),
    ...(local > 0 ? [`, for all series and for each of ${local} by itself`] : []),
  ].join('');
}
