'use client';

import { clockSentence } from '#app/_lib/clock-words.ts';
import { rulesOf, type ScheduleDraft } from './schedule-draft.ts';
import { useNextTimes } from './use-next-times.ts';

/** Which clock the times are read from, and what its next change does to them. */
export function ClockRemark({ draft }: { readonly draft: ScheduleDraft }) {
  const { cron, forecastCron } = rulesOf(draft);
  const next = useNextTimes(cron ?? forecastCron, draft.zone);
  const isKnown = next.data !== undefined && !next.isPlaceholderData && (cron ?? forecastCron) !== null;
  return isKnown ? clockSentence(next.data.clock, draft.zone) : null;
}
