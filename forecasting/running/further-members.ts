import { selectionErrors } from './member-choice.ts';
import type { NetworkMember } from './network-member.ts';
import { enrolMember, membersOf, type NetworkRoster } from './network-roster.ts';
import type { PlannedMember } from './planned-member.ts';
import { refitSeconds } from './refit-members.ts';
import { type RunContext, variationRequest } from './run-context.ts';
import { isStopped } from './run-surroundings.ts';
import { furtherVariations, type Variation } from './variation.ts';

/** More networks of a kind than this hardly change their median. */
const mostMembers = 24;
/** A variation is used again when its first network errs at most this many times as much as the best. */
const goodEnough = 1.02;

/**
 * Spends what a budget leaves: first one network in each further variation, of the kind that does best, to see which of
 * them are worth it; then more seeds of every kind in all variations that are.
 */
export async function trainFurther(roster: NetworkRoster, context: RunContext): Promise<void> {
  if (context.deadlineMs === undefined || roster.members.length === 0) return;
  const variations = [...context.variations, ...(await searchVariations(roster, context))];
  for (let round = 0; ; round++) {
    for (const variation of variations) {
      for (const kind of roster.kinds) {
        const seedNumber = context.config.seeds + round;
        const member = membersOf(roster, kind).length;
        if (member >= mostMembers || !hasTime(roster, context)) return;
        await enrolMember({ kind, member, seedNumber, variation }, roster, context);
      }
    }
  }
}

/** Tries each further variation once. */
async function searchVariations(roster: NetworkRoster, context: RunContext): Promise<Variation[]> {
  const found: Variation[] = [];
  const errors = selectionErrors(roster.members, context);
  for (const variation of furtherVariations(variationRequest(context))) {
    if (!hasTime(roster, context)) break;
    const least = Math.min(...errors);
    const { kind } = roster.members[errors.indexOf(least)]!;
    const planned: PlannedMember = { kind, member: membersOf(roster, kind).length, seedNumber: 0, variation };
    const before = roster.members.length;
    await enrolMember(planned, roster, context);
    const tried = roster.members[before];
    if (tried === undefined) continue;
    const [error] = selectionErrors([tried], context);
    errors.push(error!);
    if (error! <= least * goodEnough) found.push(variation);
  }
  return found;
}

/** Whether one more network can be trained, asked and, with all others, trained again on everything. */
function hasTime({ members, failures, kinds }: NetworkRoster, context: RunContext): boolean {
  const { surroundings, deadlineMs } = context;
  if (isStopped(surroundings.signal) || failures.length >= kinds.length) return false;
  const costliest = members.reduce((most, member) => (costOf(member) > costOf(most) ? member : most));
  const refits = [...members, costliest].reduce((sum, member) => sum + refitSeconds(context, member), 0);
  return surroundings.now() + 1000 * (costOf(costliest) + refits) <= deadlineMs!;
}

/** Asking takes as long again for the leak check. */
function costOf({ fitSeconds, predictSeconds }: NetworkMember): number {
  return fitSeconds + 2 * predictSeconds;
}
