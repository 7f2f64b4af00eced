import { ForecastingError } from '../errors.ts';
import { countRefits, type RefitStages } from '../evaluation/refit-stages.ts';
import type { MemberRecord } from '../run-result.ts';
import type { MemberRequest } from './fit-network.ts';
import { type NetworkMember, refitMember } from './network-member.ts';
import { countAgain, type NetworkRoster } from './network-roster.ts';
import { refitEpochs } from './refit-epochs.ts';
import { refitAlong } from './rolling-refits.ts';
import type { RunContext } from './run-context.ts';
import { breathe, isStopped, refuseAbandoned } from './run-surroundings.ts';
import { refitFits } from './time-allotment.ts';

/** Training on everything may see this much more data than before, and take as much longer. */
const refitGrowth = 1.3;

/**
 * What training a member again on everything takes, about.
 *
 * @example
 * refitSeconds(context, member); // 6.5 for 10 epochs of half a second
 */
export function refitSeconds(context: RunContext, member: NetworkMember): number {
  const secondsPerEpoch = member.fitSeconds / Math.max(1, member.trainedEpochs);
  return refitEpochs(context, member) * secondsPerEpoch * refitGrowth;
}

/**
 * Trains members again along the selection and the verdict part, where the run is planned so and time allows, and puts them into
 * the roster in place of themselves; one that cannot be is judged with the weights of the training part.
 *
 * @returns The members as they are judged, in their order.
 */
export async function refitRolling(
  members: readonly NetworkMember[],
  roster: NetworkRoster,
  context: RunContext,
): Promise<NetworkMember[]> {
  const all: NetworkMember[] = [];
  for (const member of members) {
    const stages = stagesOf(member, context);
    const request = again(member, roster);
    const judged =
      countRefits(stages) === 0
        ? undefined
        : await tryTraining(context, () => refitAlong(context, member, { request, stages }));
    if (judged === undefined) roster.meter.drop(member.kind, countRefits(context.plan.refits));
    else roster.members[roster.members.indexOf(member)] = judged;
    all.push(judged ?? member);
    await breathe(context.surroundings);
  }
  return all;
}

const noRefits: RefitStages = { selection: 0, verdict: 0 };

/** Stretches before which a member is trained again: as before in a replay, else as planned. */
function stagesOf(member: NetworkMember, context: RunContext): RefitStages {
  const { recipe, plan, surroundings, deadlineMs } = context;
  if (isStopped(surroundings.signal)) return noRefits;
  if (recipe !== undefined) {
    const before = recordOf(member, recipe);
    return { selection: before?.selectionFits?.length ?? 0, verdict: before?.verdictFits?.length ?? 0 };
  }
  const seconds = countAgain(context) * refitSeconds(context, member);
  return refitFits(surroundings.now(), deadlineMs, seconds) ? plan.refits : noRefits;
}

function recordOf(
  { kind, member }: NetworkMember,
  recipe: readonly MemberRecord[],
): MemberRecord | undefined {
  return recipe.find((record) => record.kind === kind && record.member === member);
}

/** What trains a member again: without a useful epoch only its start is estimated anew, the mixture of naive forecasts. */
function again(member: NetworkMember, { meter, naive }: NetworkRoster): MemberRequest {
  return { ...member.planned, deadlineMs: undefined, meter, naive };
}

/** Trains members again on everything; one that cannot be keeps the weights it was judged with. */
export async function refitMembers(
  members: readonly NetworkMember[],
  roster: NetworkRoster,
  context: RunContext,
): Promise<NetworkMember[]> {
  const { surroundings } = context;
  const refitted: NetworkMember[] = [];
  let kept = 0;
  for (const member of members) {
    const renewed = mayRefit(member, context)
      ? await tryTraining(context, () => refitMember(context, member, again(member, roster)))
      : undefined;
    if (renewed === undefined) {
      roster.meter.drop(member.kind, 1);
      kept++;
    }
    refitted.push(renewed ?? member);
    await breathe(surroundings);
  }
  if (kept > 0 && context.recipe === undefined) {
    const why = isStopped(surroundings.signal) ? 'the run was stopped' : 'there was no time to train again';
    roster.warnings.push(
      `${kept} of ${members.length} networks forecast with the weights they were judged with: ${why} on the newest rows.`,
    );
  }
  return refitted;
}

function mayRefit(member: NetworkMember, context: RunContext): boolean {
  const { recipe, surroundings, deadlineMs } = context;
  if (isStopped(surroundings.signal)) return false;
  const before = recipe && recordOf(member, recipe);
  if (before) return before.refit !== null;
  return refitFits(surroundings.now(), deadlineMs, refitSeconds(context, member));
}

/** @returns undefined where the training fails. */
async function tryTraining(
  { surroundings }: RunContext,
  train: () => Promise<NetworkMember>,
): Promise<NetworkMember | undefined> {
  try {
    return await train();
  } catch (error) {
    refuseAbandoned(surroundings.signal);
    if (error instanceof ForecastingError) return undefined;
    throw error;
  }
}
