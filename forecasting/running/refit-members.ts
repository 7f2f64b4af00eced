import { ForecastingError } from '../errors.ts';
import { type NetworkMember, refitEpochs, refitMember } from './network-member.ts';
import type { NetworkRoster } from './network-roster.ts';
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
    // Without a single useful epoch there is nothing to train again.
    const again = mayRefit(member, context) ? await tryRefit(member, roster, context) : undefined;
    if (again === undefined) {
      roster.meter.training();
      if (member.bestEpoch > 0) kept++;
    }
    refitted.push(again ?? member);
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
  if (member.bestEpoch === 0 || isStopped(surroundings.signal)) return false;
  const before = recipe?.find(({ kind, member: number }) => kind === member.kind && number === member.member);
  if (before) return before.refit !== null;
  return refitFits(surroundings.now(), deadlineMs, refitSeconds(context, member));
}

async function tryRefit(
  member: NetworkMember,
  { meter, naive }: NetworkRoster,
  context: RunContext,
): Promise<NetworkMember | undefined> {
  try {
    return await refitMember(context, member, { ...member.planned, deadlineMs: undefined, meter, naive });
  } catch (error) {
    refuseAbandoned(context.surroundings.signal);
    if (error instanceof ForecastingError) return undefined;
    throw error;
  }
}
