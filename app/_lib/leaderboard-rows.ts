import type { ForecasterKind, NaiveKind } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore } from '#forecasting/run-result.ts';

/** A line of the leaderboard with what the table sorts by. */
export interface LeaderboardRow extends ForecasterScore {
  /** The naive that all others are measured against. */
  readonly isReference: boolean;
  /** Distance from the reference in words: better, tie, worse; null where it cannot be told. */
  readonly standing: 'better' | 'tie' | 'worse' | null;
  /** Share of scored values that the narrowest band caught. */
  readonly caught: number | null;
}

/** The narrowest band that was asked for: its coverage is the one shown. */
export function narrowestLevel(leaderboard: readonly ForecasterScore[]): number | null {
  const levels = leaderboard.flatMap(({ coverage }) => Object.keys(coverage).map(Number));
  return levels.length === 0 ? null : Math.min(...levels);
}

export function leaderboardRows(
  leaderboard: readonly ForecasterScore[],
  against: NaiveKind,
): LeaderboardRow[] {
  const level = narrowestLevel(leaderboard);
  return leaderboard.map((score) => ({
    ...score,
    caught: score.coverage[String(level)] ?? null,
    isReference: score.kind === against,
    standing: score.kind === against ? null : standingOf(score.scores.skillInterval),
  }));
}

function standingOf(interval: readonly [number, number] | null): LeaderboardRow['standing'] {
  if (!interval) return null;
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'worse' : 'tie';
}

const limits = [0.3, 0.6, 1];

/** Half the length of the skill axis: ±30 %, more only where the best network or its interval reach further. */
export function skillLimit(leaderboard: readonly ForecasterScore[], best: ForecasterKind | null): number {
  const scores = leaderboard.find(({ kind }) => kind === best)?.scores;
  const reach = [scores?.skill ?? 0, ...(scores?.skillInterval ?? [])];
  const furthest = Math.max(...reach.map(Math.abs));
  return limits.find((limit) => furthest <= limit) ?? limits.at(-1)!;
}
