'use client';

import { useQuery } from '@tanstack/react-query';
import { formatCount, formatInterval, formatPercent, formatSkill } from '#app/_lib/format-number.ts';
import { formatMoment } from '#app/_lib/format-time.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';

function useLiveRecord(seriesId: number) {
  const trpc = useTRPC();
  return useQuery(trpc.forecasts.record.queryOptions({ seriesId })).data;
}

/** What the issued forecasts were worth so far; nothing where nothing can be said yet. */
export function LiveSkill({ seriesId }: { readonly seriesId: number }) {
  const live = useLiveRecord(seriesId);
  if (!live || live.skill === null || live.since === null) return null;
  const interval = live.interval === null ? '' : ` (${formatInterval(live.interval)})`;
  return (
    <span title="Skill against the best naive of the backtest, over every issued forecast that something has come for.">
      Live since {formatMoment(live.since)}: <b>{formatSkill(live.skill)}</b>
      {interval}.
    </span>
  );
}

/** What a band has caught of what came after it was issued. */
export function LiveCaught({ seriesId, level }: { readonly seriesId: number; readonly level: string }) {
  const coverage = useLiveRecord(seriesId)?.coverage[level];
  if (!coverage || coverage.rows === 0) return null;
  return (
    <p className="dim small">
      live {formatPercent(coverage.caught / coverage.rows)}, {formatCount(coverage.caught)} of{' '}
      {formatCount(coverage.rows)} values
    </p>
  );
}
