import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore } from '#forecasting/run-result.ts';
import type { MemoryView, NetworkMemory } from '#server/inspection/inspection.ts';
import { forecasterName } from './forecaster-names.ts';
import { rangeInWords } from './frequency-words.ts';

/** What is said of a run's memory. */
export interface MemoryWords {
  /** The stamp: its first word stands out. */
  readonly stamp: string;
  readonly say: string;
  readonly rest: string;
  /** What reach has to do with skill. */
  readonly skill: string | null;
}

type CountWords = (observations: number) => string;

/** Reach against need in plain sentences; `words` turns a number of observations into "24 hours". */
export function memoryWords(
  view: MemoryView,
  leaderboard: readonly ForecasterScore[],
  words: CountWords,
): MemoryWords {
  const { need, networks } = view;
  const far = networks.filter((network) => network.after.reach >= need.observations);
  return {
    stamp: stampOf(far.length, networks.length),
    say: `The data need about ${words(need.observations)} back. ${answerOf(networks, far, words)}`,
    rest: [beforeWords(networks, words), unlearnedWords(networks), windowWords(view, words)]
      .filter(Boolean)
      .join(' '),
    skill: skillWords(networks, leaderboard),
  };
}

function stampOf(far: number, all: number): string {
  if (far === all) return 'REACHES far enough';
  return far === 0 ? 'FALLS SHORT' : 'SOME reach far enough';
}

function answerOf(
  networks: readonly NetworkMemory[],
  far: readonly NetworkMemory[],
  words: CountWords,
): string {
  const near = networks.filter((network) => !far.includes(network));
  if (far.length === 0)
    return `${subject(networks, 'No network reaches')} that far: ${rangeOf(near, words)}.`;
  if (near.length === 0)
    return `${subject(networks, 'Every network reaches')} that far: ${rangeOf(far, words)}.`;
  return `${namesOf(far)} ${far.length === 1 ? 'reaches' : 'reach'} that far (${rangeOf(far, words)}), ${namesOf(near)} ${near.length === 1 ? 'does' : 'do'} not (${rangeOf(near, words)}).`;
}

/** One network is called by its name. */
function subject(networks: readonly NetworkMemory[], many: string): string {
  const [only, ...others] = networks;
  if (!only || others.length > 0) return many;
  return `${forecasterName(only.kind)} ${many.startsWith('No') ? 'does not reach' : 'reaches'}`;
}

function namesOf(networks: readonly NetworkMemory[]): string {
  const names = networks.map(({ kind }) => forecasterName(kind));
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "9 hours", "44 to 59 hours", "the whole window of 72 hours". */
function rangeOf(networks: readonly NetworkMemory[], words: CountWords): string {
  const reaches = networks.map(({ after }) => after.reach);
  const [least, most] = [Math.min(...reaches), Math.max(...reaches)];
  if (networks.every(({ after }) => after.wholeWindow)) return `the whole window of ${words(most)}`;
  return rangeInWords(least, most, words);
}

function beforeWords(networks: readonly NetworkMemory[], words: CountWords): string {
  const starts = networks.flatMap(({ epochs }) => epochs.filter(({ epoch }) => epoch === 0));
  if (starts.length < networks.length) {
    return 'How far they reached before training is not known: this run was trained before that was written down.';
  }
  const reaches = starts.map(({ reach }) => reach);
  const [least, most] = [Math.min(...reaches), Math.max(...reaches)];
  const range = rangeInWords(least, most, words);
  const who = networks.length === 1 ? 'it' : 'they';
  return `Before training ${who} reached ${range}.`;
}

/** What is measured after a training that gained nothing is its start. */
function unlearnedWords(networks: readonly NetworkMemory[]): string {
  const kept = networks.filter(({ learned }) => !learned);
  if (kept.length === 0) return '';
  return `${namesOf(kept)} kept the weights ${kept.length === 1 ? 'it' : 'they'} started with, since no epoch was better.`;
}

/** A window that is shorter than the need cannot be remembered out of. */
function windowWords({ need, networks }: MemoryView, words: CountWords): string {
  const window = Math.max(...networks.map(({ lookback }) => lookback));
  if (window >= need.observations) return '';
  return `The window holds ${words(window)}: only a longer lookback can show them more.`;
}

function skillWords(
  networks: readonly NetworkMemory[],
  leaderboard: readonly ForecasterScore[],
): string | null {
  if (!networks.some(({ kind }) => skillOf(kind, leaderboard)?.skillInterval)) return null;
  const most = Math.max(...networks.map(({ after }) => after.reach));
  const furthest = networks.filter(({ after }) => after.reach === most);
  const [first] = furthest;
  if (!first || furthest.length === networks.length) return outcomes(networks, leaderboard);
  if (furthest.length > 1) return `${namesOf(furthest)} reach furthest; ${outcomes(furthest, leaderboard)}`;
  return outcomes(furthest, leaderboard).replace(' ', ' reaches furthest and ');
}

function outcomes(networks: readonly NetworkMemory[], leaderboard: readonly ForecasterScore[]): string {
  const said = networks.map(({ kind }) => {
    const interval = skillOf(kind, leaderboard)?.skillInterval;
    return `${forecasterName(kind)} ${interval ? `${outcome(interval)} the naive` : 'could not be judged'}`;
  });
  return `${said.join(', ')}.`;
}

function outcome([low, high]: readonly [number, number]): string {
  if (low > 0) return 'beats';
  return high < 0 ? 'loses to' : 'only ties with';
}

/** Which networks are looked into, and what the others are for: "RNN: seed 2, 24 months in." */
export function memberWords({ networks, members }: MemoryView, words: CountWords): string {
  const shown = networks.map(({ kind, seedNumber, lookback, normalisation, isLocal }) => {
    const seed = seedNumber === null ? '' : `seed ${seedNumber + 1}, `;
    const logs = normalisation === 'log' ? ', on logarithms' : '';
    const alone = isLocal ? ', trained on this series alone' : '';
    return `${forecasterName(kind)} (${seed}${words(lookback)} in${logs}${alone})`;
  });
  return `Each kind forecasts by the median of up to ${members} networks. Looked into here: ${shown.join(', ')}.`;
}

/** The scores of one network. */
export function skillOf(kind: NetworkKind, leaderboard: readonly ForecasterScore[]) {
  return leaderboard.find((row) => row.kind === kind)?.scores;
}

/** What is needed and why: "season 24 hours, last partial autocorrelation past its limit 25 hours". */
export function needWords({ need }: MemoryView, words: CountWords): string {
  const parts = [
    ...(need.season === null ? [] : [`season ${words(need.season)}`]),
    ...(need.lastPartial === null
      ? ['no partial autocorrelation past its limit']
      : [`last significant partial autocorrelation ${words(need.lastPartial)}`]),
  ];
  return `needed: ${parts.join(', ')}`;
}

/** Lags to name on a logarithmic ruler up to `most`. */
export function rulerTicks(most: number, season: number | null): number[] {
  const base =
    season && season > 3
      ? [season / 4, season / 2, season, 2 * season, 7 * season]
      : [2, 5, 10, 20, 50, 100, 200];
  const inner = base.filter((tick) => Number.isInteger(tick) && tick > 1 && tick < most * 0.8);
  return [1, ...inner, most];
}
