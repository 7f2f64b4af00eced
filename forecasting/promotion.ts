import { intervalInWords, skillInWords } from './evaluation/skill-words.ts';
import type { Challenge } from './referee.ts';

/** When a challenger takes over. */
export interface PromotionRule {
  /** On a tie it does if the champion is at least so many days old; null: never on a tie. */
  readonly tieDays: number | null;
  readonly championAgeDays: number;
}

/** Who forecasts from now on, and why. */
export interface Promotion {
  readonly promoted: boolean;
  readonly reason: string;
}

/**
 * Decides whether a challenger replaces the champion: where it wins; on a tie only where the rule says so.
 *
 * @example
 * decidePromotion({ outcome: 'wins', skill: 0.1, interval: [0.1, 0.2], rows: 9 }, {}).promoted; // true
 */
export function decidePromotion(challenge: Challenge, rule: PromotionRule): Promotion {
  if (challenge.outcome === 'unanswered') {
    return {
      promoted: true,
      reason: 'The champion cannot forecast so far ahead: the challenger takes over.',
    };
  }
  const evidence = evidenceInWords(challenge);
  if (challenge.outcome === 'wins') return { promoted: true, reason: `Challenger ${evidence}.` };
  if (challenge.outcome === 'loses') {
    return { promoted: false, reason: `Challenger ${evidence}: the champion stays.` };
  }
  const tie = challenge.rows === 0 ? 'There is no row yet that neither has seen' : `A tie: ${evidence}`;
  const { tieDays, championAgeDays } = rule;
  if (tieDays === null || championAgeDays < tieDays) {
    return { promoted: false, reason: `${tie}. The champion stays.` };
  }
  const days = Math.floor(championAgeDays);
  return {
    promoted: true,
    reason: `${tie}. The champion is ${days} ${days === 1 ? 'day' : 'days'} old, so the challenger takes over.`,
  };
}

function evidenceInWords({ skill, interval, origins, rows }: Challenge): string {
  const on = `on ${rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`} that neither had seen`;
  if (skill === null) return `neither can be told better ${on}`;
  const words = skillInWords(skill);
  if (interval === null) {
    return `${words} ${on}, ${origins === 1 ? '1 origin is' : `${origins} origins are`} too few to be sure`;
  }
  return `${words} (${intervalInWords(interval)}) ${on}`;
}
