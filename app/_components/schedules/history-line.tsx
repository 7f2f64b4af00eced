import Link from 'next/link';
import { ForecasterSwatch } from '#app/_components/forecaster-mark.tsx';
import { RunStateBadge } from '#app/_components/runs/run-state-badge.tsx';
import { SkillBar } from '#app/_components/skill-bar.tsx';
import { type Tone, ToneBadge } from '#app/_components/tone-badge.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatSkillWithInterval } from '#app/_lib/format-number.ts';
import { formatMoment } from '#app/_lib/format-time.ts';
import { runHref } from '#app/_lib/run-words.ts';
import { workedMs } from '#app/_lib/sort-runs.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { RunRow, ScheduleEventRow, ScheduleRow } from '#server/api-types.ts';
import styles from './schedule-history.module.css';

interface HistoryLineProps {
  readonly event: ScheduleEventRow;
  readonly run: RunRow | undefined;
  readonly schedule: ScheduleRow;
  /** The skill axis runs from minus to plus this share, alike on every line. */
  readonly limit: number;
}

/** One thing that a schedule did: who was champion, who challenged, what the referee said and why. */
export function HistoryLine({ event, run, schedule, limit }: HistoryLineProps) {
  const worked = run ? workedMs(run) : null;
  const { decision } = event;
  const evidence = decision?.evidence ?? null;
  const before = decision?.championRunId ?? event.championRunId;
  return (
    <tr>
      <td className={styles.when}>{formatMoment(event.createdAt)}</td>
      <td className={styles.before}>
        {before === null ? (
          <span className="dim">none</span>
        ) : (
          <Who kind={evidence?.champion ?? kindOf(before, schedule)} runId={before} />
        )}
      </td>
      <td className={styles.challenger}>
        <Challenger event={event} run={run} />
      </td>
      <td className={styles.bar}>
        {evidence && evidence.skill !== null ? (
          <span title={formatSkillWithInterval(evidence.skill, evidence.interval)}>
            <SkillBar
              kind={evidence.challenger}
              skill={evidence.skill}
              interval={evidence.interval}
              width={150}
              limit={limit}
            />
          </span>
        ) : (
          <span className="dim">n/a</span>
        )}
      </td>
      <td className={styles.result}>
        <Outcome event={event} run={run} />
      </td>
      <td className={styles.reason}>{reasonOf(event)}</td>
      <td className={styles.took}>{worked === null ? 'n/a' : formatElapsed(worked / 1000)}</td>
    </tr>
  );
}

function Challenger({ event, run }: Pick<HistoryLineProps, 'event' | 'run'>) {
  if (event.kind === 'rolled-back') return <span className="dim">none trained</span>;
  if (event.runId === null) return <span className="dim">none trained</span>;
  if (!run) return <span className="dim">run {event.runId}</span>;
  if (run.kind === 'reforecast') {
    return (
      <Link className="textLink" href={runHref(run)}>
        Forecast, run {run.id}
      </Link>
    );
  }
  return <Who kind={event.decision?.evidence?.challenger ?? run.recommended} runId={run.id} />;
}

interface WhoProps {
  readonly kind: ForecasterKind | null;
  readonly runId: number;
}

/** A forecaster and the run that it is of. */
export function Who({ kind, runId }: WhoProps) {
  return (
    <span className={styles.who}>
      {kind && <ForecasterSwatch kind={kind} />}
      <Link className="textLink" href={`/runs/${runId}`}>
        {kind ? `${forecasterName(kind)}, run ${runId}` : `Run ${runId}`}
      </Link>
    </span>
  );
}

function kindOf(runId: number, { champion }: ScheduleRow): ForecasterKind | null {
  return champion?.runId === runId ? champion.recommended : null;
}

const kinds: Readonly<Record<ScheduleEventRow['kind'], readonly [tone: Tone, word: string]>> = {
  fired: ['plain', 'Fired'],
  'caught-up': ['tie', 'Caught up'],
  skipped: ['lose', 'Skipped'],
  'rolled-back': ['tie', 'Rolled back'],
  'source-failed': ['fail', 'Source failed'],
};

/** What a schedule's event was, in a word; of a training that has ended, what the referee decided. */
export function EventBadge({ kind, decision }: Pick<ScheduleEventRow, 'kind' | 'decision'>) {
  if (decision) {
    return (
      <ToneBadge tone={decision.promoted ? 'win' : 'tie'}>
        {decision.promoted ? 'Promoted' : 'Kept'}
      </ToneBadge>
    );
  }
  const [tone, word] = kinds[kind];
  return <ToneBadge tone={tone}>{word}</ToneBadge>;
}

function Outcome({ event, run }: Pick<HistoryLineProps, 'event' | 'run'>) {
  if (event.decision || event.runId === null || event.kind === 'rolled-back') {
    return <EventBadge {...event} />;
  }
  if (run) return <RunStateBadge run={run} />;
  return event.runState ? (
    <RunStateBadge run={{ state: event.runState, share: 0 }} />
  ) : (
    <EventBadge {...event} />
  );
}

/** Why it was decided so; what set it off only where that is worth a word. */
function reasonOf({ kind, reason, decision }: ScheduleEventRow): string {
  if (!decision) return reason;
  return kind === 'caught-up' ? `${decision.reason} ${reason}` : decision.reason;
}
