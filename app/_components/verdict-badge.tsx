import { IconCheck } from '@tabler/icons-react';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import type { Verdict } from '#forecasting/run-result.ts';

/** A verdict in two or three words. Losing is ochre: it is an answer, not an error. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  if (verdict.outcome === 'beats' && verdict.best) {
    return (
      <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
        {forecasterName(verdict.best)} beats naive
      </ToneBadge>
    );
  }
  if (verdict.outcome === 'ties') return <ToneBadge tone="tie">Tie</ToneBadge>;
  if (verdict.outcome === 'loses') return <ToneBadge tone="lose">Loses to the naive</ToneBadge>;
  return <ToneBadge tone="plain">Naive only</ToneBadge>;
}
