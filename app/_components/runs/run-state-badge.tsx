import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { stateName } from '#app/_lib/run-words.ts';
import type { RunRow } from '#server/api-types.ts';

/** The state of a run in a word; for a run at work how far it is. */
export function RunStateBadge({ run }: { readonly run: Pick<RunRow, 'state' | 'share'> }) {
  switch (run.state) {
    case 'running':
      return <ToneBadge tone="now">{Math.floor(run.share * 100)} %</ToneBadge>;
    case 'queued':
      return (
        <ToneBadge tone="plain" icon={<IconClock size={13} aria-hidden />}>
          {stateName(run.state)}
        </ToneBadge>
      );
    case 'succeeded':
      return (
        <ToneBadge tone="plain" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
          {stateName(run.state)}
        </ToneBadge>
      );
    case 'failed':
      return (
        <ToneBadge tone="fail" icon={<IconAlertTriangle size={13} aria-hidden />}>
          {stateName(run.state)}
        </ToneBadge>
      );
    case 'canceled':
      return <ToneBadge tone="tie">{stateName(run.state)}</ToneBadge>;
  }
}
