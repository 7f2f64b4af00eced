import { ForecastingError } from '../errors.ts';
import { countRefits } from '../evaluation/refit-stages.ts';
import type { NetworkKind } from '../forecaster-kind.ts';
import type { FailedForecaster } from './forecaster-record.ts';
import { type NetworkMember, trainMember } from './network-member.ts';
import type { PlannedMember } from './planned-member.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { RunContext } from './run-context.ts';
import { breathe, isStopped, refuseAbandoned } from './run-surroundings.ts';
import { allotTraining } from './time-allotment.ts';
import { type WholeMember, wholeMembers } from './whole-member.ts';

/** The networks of a run, those trained and those that failed. */
export interface NetworkRoster {
  readonly kinds: readonly NetworkKind[];
  /** How many trainings were planned whatever the budget. */
  readonly planned: number;
  readonly members: NetworkMember[];
  readonly failures: FailedForecaster[];
  readonly warnings: string[];
  readonly meter: ProgressMeter;
  /** What `sampleNaive()` says, to stand beside the networks' own samples. */
  readonly naive: readonly number[];
}

/** How often a member that answers is trained again: along both parts and on everything. */
export function countAgain({ plan }: Pick<RunContext, 'plan'>): number {
  return countRefits(plan.refits) + 1;
}

/** The members of one kind. */
export function membersOf({ members }: Pick<NetworkRoster, 'members'>, kind: NetworkKind): NetworkMember[] {
  return members.filter((member) => member.kind === kind);
}

/** The members of one kind that answer for every series, by themselves or together. */
export function wholesOf(
  roster: Pick<NetworkRoster, 'members'>,
  kind: NetworkKind,
  context: RunContext,
): WholeMember[] {
  return wholeMembers(membersOf(roster, kind), context);
}

/**
 * Trains one planned member, unless its kind has failed or time is up; a failure is marked and the others go on.
 */
export async function enrolMember(
  planned: PlannedMember,
  roster: NetworkRoster,
  context: RunContext,
): Promise<void> {
  const { kind } = planned;
  const all = 1 + countAgain(context);
  if (roster.failures.some((failed) => failed.kind === kind)) return roster.meter.drop(kind, all);
  const skipped = reasonToSkip(roster, context);
  if (skipped !== undefined) {
    roster.meter.drop(kind, all);
    return skip(kind, skipped, roster);
  }
  const startedAt = context.surroundings.now();
  const deadlineMs = planned.lastEpoch === undefined ? deadlineOf(roster, context, startedAt) : undefined;
  const { meter, naive } = roster;
  try {
    roster.members.push(await trainMember(context, { ...planned, deadlineMs, meter, naive }));
  } catch (error) {
    refuseAbandoned(context.surroundings.signal);
    if (!(error instanceof ForecastingError)) throw error;
    markFailure(planned, error, { roster, context, startedAt });
  }
  await breathe(context.surroundings);
}

function deadlineOf(roster: NetworkRoster, context: RunContext, startedAt: number): number | undefined {
  const done = roster.members.length;
  const trainings = Math.max(1, roster.planned - done);
  return allotTraining(startedAt, context.deadlineMs, {
    trainings,
    refits: countAgain(context) * (trainings + done),
    predictSeconds: 2 * (roster.members.at(-1)?.predictSeconds ?? 0),
  });
}

function markFailure(
  { kind, member }: PlannedMember,
  error: ForecastingError,
  { roster, context, startedAt }: { roster: NetworkRoster; context: RunContext; startedAt: number },
): void {
  const { signal, now } = context.surroundings;
  roster.meter.training(kind);
  roster.meter.drop(kind, countAgain(context));
  const failure = isStopped(signal) ? 'Stopped before it had learned anything.' : sentence(error);
  roster.failures.push({ kind, failure, fitSeconds: (now() - startedAt) / 1000 });
  if (membersOf(roster, kind).length > 0) {
    roster.warnings.push(`Network ${member + 1} of ${kind.toUpperCase()} was left out: ${failure}`);
  }
}

function reasonToSkip(
  { members }: NetworkRoster,
  { surroundings, deadlineMs }: RunContext,
): string | undefined {
  if (isStopped(surroundings.signal)) return 'Not trained: the run was stopped.';
  if (deadlineMs === undefined) return undefined;
  const left = (deadlineMs - surroundings.now()) / 1000;
  const fastest = Math.min(...members.map((member) => member.secondsPerEpoch));
  const enough = left > 0 && (members.length === 0 || left >= fastest);
  return enough ? undefined : 'Not trained: the time budget was used up.';
}

function skip(kind: NetworkKind, reason: string, roster: NetworkRoster): void {
  if (membersOf(roster, kind).length > 0) {
    const warning = `Fewer networks than planned: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
    if (!roster.warnings.includes(warning)) roster.warnings.push(warning);
    return;
  }
  roster.failures.push({ kind, failure: reason, fitSeconds: 0 });
}

/** The contract's messages end without a full stop. */
function sentence(error: ForecastingError): string {
  return error.message.endsWith('.') ? error.message : `${error.message}.`;
}
