import type { NetworkKind } from '../forecaster-kind.ts';
import { selectionErrors } from './member-choice.ts';
import type { NetworkMember } from './network-member.ts';
import { countAgain, enrolMember, membersOf, type NetworkRoster, wholesOf } from './network-roster.ts';
import { mostMembers, type PlannedMember } from './planned-member.ts';
import { refitSeconds } from './refit-members.ts';
import { type RunContext, variationRequest } from './run-context.ts';
import { isStopped } from './run-surroundings.ts';
import { furtherVariations, type Variation } from './variation.ts';
import { wholeMembers } from './whole-member.ts';

/** A variation is used again when its first network errs at most this many times as much as the best. */
const goodEnough = 1.02;

/**
 * Spends what a budget leaves: first one network in each further variation, of the kind that does best, to see which of
 * them are worth it; then more seeds of every kind in all variations that are.
 */
export async function trainFurther(roster: NetworkRoster, context: RunContext): Promise<void> {
  if (context.deadlineMs === undefined || roster.members.length === 0) return;
  const variations = [...context.variations, ...(await searchVariations(roster, context))];
  const turns = variations.flatMap((variation) => roster.kinds.map((kind) => ({ variation, kind })));
  for (let round = 0; ; round++) {
    const seedNumber = context.config.seeds + round;
    for (const turn of turns) {
      if (!(await trainOneMore({ ...turn, seedNumber }, roster, context))) return;
    }
  }
}

/** Trains one more of a kind, or one more a series where that did best; false where there is no time or need. */
async function trainOneMore(
  turn: Omit<PlannedMember, 'member'>,
  roster: NetworkRoster,
  context: RunContext,
): Promise<boolean> {
  const { kind } = turn;
  const parts = prefersLocal(kind, roster, context)
    ? context.panel.map((_, series) => ({ ...turn, series }))
    : [turn];
  const enough = wholesOf(roster, kind, context).length >= mostMembers;
  if (enough || !hasTime(roster, context, parts.length)) return false;
  for (const part of parts) {
    await enrolMember({ ...part, member: membersOf(roster, kind).length }, roster, context);
  }
  return true;
}

/** Whether one network a series did best so far. */
function prefersLocal(kind: NetworkKind, roster: NetworkRoster, context: RunContext): boolean {
  const wholes = wholesOf(roster, kind, context);
  if (wholes.length === 0) return false;
  const errors = selectionErrors(wholes, context);
  const best = wholes[errors.indexOf(Math.min(...errors))];
  return best !== undefined && best.parts[0]!.planned.series !== undefined;
}

/** Tries each further variation once, one network over all series. */
async function searchVariations(roster: NetworkRoster, context: RunContext): Promise<Variation[]> {
  const found: Variation[] = [];
  const tries = wholeMembers(roster.members.filter(isGlobal), context);
  const errors = selectionErrors(tries, context);
  for (const variation of furtherVariations(variationRequest(context))) {
    if (!hasTime(roster, context)) break;
    const least = Math.min(...errors);
    const { kind } = tries[errors.indexOf(least)]!.parts[0]!;
    const planned: PlannedMember = { kind, member: membersOf(roster, kind).length, seedNumber: 0, variation };
    const before = roster.members.length;
    await enrolMember(planned, roster, context);
    const tried = roster.members[before];
    if (tried === undefined) continue;
    const [whole] = wholeMembers([tried], context);
    const [error] = selectionErrors([whole!], context);
    tries.push(whole!);
    errors.push(error!);
    if (error! <= least * goodEnough) found.push(variation);
  }
  return found;
}

function isGlobal({ planned }: NetworkMember): boolean {
  return planned.series === undefined;
}

/** Whether more networks can be trained, asked and, with all others, trained again on everything. */
function hasTime({ members, failures, kinds }: NetworkRoster, context: RunContext, more = 1): boolean {
  const { surroundings, deadlineMs } = context;
  if (isStopped(surroundings.signal) || failures.length >= kinds.length) return false;
  const costliest = members.reduce((most, member) => (costOf(member) > costOf(most) ? member : most));
  const refits = members.reduce((sum, member) => sum + refitSeconds(context, member), 0);
  const times = countAgain(context);
  const costs = costOf(costliest) + times * refitSeconds(context, costliest);
  return surroundings.now() + 1000 * (more * costs + times * refits) <= deadlineMs!;
}

/** Asking takes as long again for the leak check. */
function costOf({ fitSeconds, predictSeconds }: NetworkMember): number {
  return fitSeconds + 2 * predictSeconds;
}
