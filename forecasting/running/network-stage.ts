import { epochEffort } from '../effort/network-effort.ts';
import { isNetwork, type NetworkKind } from '../forecaster-kind.ts';
import type { NetworkState } from '../network-forecaster.ts';
import type { MemberRecord } from '../run-result.ts';
import { combineMembers } from './combine-members.ts';
import type { FailedForecaster, ForecasterRecord } from './forecaster-record.ts';
import { trainFurther } from './further-members.ts';
import { chooseMembers } from './member-choice.ts';
import { recordMembers } from './member-records.ts';
import type { NetworkMember } from './network-member.ts';
import { countAgain, enrolMember, membersOf, type NetworkRoster, wholesOf } from './network-roster.ts';
import { type PlannedMember, planMembers } from './planned-member.ts';
import { createProgressMeter, type MeterOptions } from './progress-meter.ts';
import { refitMembers, refitRolling } from './refit-members.ts';
import type { RunContext } from './run-context.ts';
import { sampleNaive } from './sample-naive.ts';
import { wholeMembers } from './whole-member.ts';

/** What the networks of a run came to. */
export interface NetworkOutcome {
  readonly records: readonly ForecasterRecord[];
  readonly failures: readonly FailedForecaster[];
  /** Kinds whose issued forecast comes from weights trained on everything. */
  readonly refitted: readonly NetworkKind[];
  readonly states: readonly NetworkState[];
  /** Every network that was trained, those left out included. */
  readonly members: readonly MemberRecord[];
  readonly warnings: readonly string[];
}

/**
 * Trains the networks of a run on its training part: each seed in each variation, and as many more as a budget leaves
 * time for. Those of a kind that did well on the selection origins are trained again on everything as far as time
 * allows, and answer by their median. A network that fails is marked and the others go on.
 *
 * @param onTrained Told each kind's record as soon as its last network is done.
 *
 * @example
 * (await runNetworks(context, () => {})).records.map(({ kind }) => kind); // ['rnn', 'lstm', 'gru']
 */
export async function runNetworks(
  context: RunContext,
  onTrained: (record: ForecasterRecord | FailedForecaster) => void,
): Promise<NetworkOutcome> {
  const { surroundings } = context;
  const kinds = context.plan.forecasters.filter(isNetwork);
  const planned = plannedMembers(kinds, context);
  const roster = await openRoster(kinds, planned, context);
  /** The members of each kind that answer. */
  const judged = new Map<NetworkKind, readonly NetworkMember[]>();
  const tellKind = async (kind: NetworkKind) => {
    const answering = chosenOf(kind, roster, context);
    const leftOut = membersOf(roster, kind).length - answering.length;
    roster.meter.drop(kind, leftOut * countAgain(context));
    const chosen = await refitRolling(answering, roster, context);
    judged.set(kind, chosen);
    onTrained(
      chosen.length > 0
        ? combineMembers(wholeMembers(chosen, context))
        : roster.failures.find((failed) => failed.kind === kind)!,
    );
  };
  const untold = new Set(kinds);
  const budgeted = context.deadlineMs !== undefined && context.recipe === undefined;
  for (const [place, one] of planned.entries()) {
    await enrolMember(one, roster, context);
    if (budgeted || planned.slice(place + 1).some(({ kind }) => kind === one.kind)) continue;
    await tellKind(one.kind);
    untold.delete(one.kind);
  }
  if (budgeted) await trainFurther(roster, context);
  for (const kind of untold) await tellKind(kind);
  surroundings.report({ kind: 'phase', phase: 'forecast', share: roster.meter.share() });
  const chosen = kinds.flatMap((kind) => judged.get(kind)!);
  return closeRoster(chosen, roster, context);
}

function plannedMembers(kinds: readonly NetworkKind[], context: RunContext): readonly PlannedMember[] {
  const { recipe, config, variations, localSeries } = context;
  if (recipe === undefined) return planMembers(kinds, { seeds: config.seeds, variations, localSeries });
  return recipe.map(({ kind, member, seedNumber, series, lookback, normalisation, ...before }) => ({
    kind,
    member,
    seedNumber,
    ...(series === undefined ? {} : { series }),
    variation: { lookback, normalisation },
    lastEpoch: before.trainedEpochs,
    withoutOffsets: before.quantiles === undefined,
  }));
}

async function openRoster(
  kinds: readonly NetworkKind[],
  planned: readonly PlannedMember[],
  context: RunContext,
): Promise<NetworkRoster> {
  const { surroundings, startedAtMs, deadlineMs } = context;
  const meter = createProgressMeter({
    ...plannedTrainings(kinds, planned, context),
    now: surroundings.now,
    ...(deadlineMs === undefined ? {} : { budget: { startedAtMs, deadlineMs } }),
  });
  const naive = await sampleNaive(context);
  return { kinds, planned: planned.length, members: [], failures: [], warnings: [], meter, naive };
}

/** How often each kind is trained, on what an epoch of it costs, and how many epochs that takes on average. */
function plannedTrainings(
  kinds: readonly NetworkKind[],
  planned: readonly PlannedMember[],
  { plan, config }: RunContext,
): Pick<MeterOptions, 'trainings' | 'usualEpochs'> {
  const each = 1 + countAgain({ plan });
  const { lookback, series } = plan;
  const efforts = kinds.map((kind) => ({ kind, ...epochEffort({ kind, lookback, series }, plan, config) }));
  return {
    trainings: new Map(
      efforts.map(({ kind, seconds }) => [
        kind,
        { count: each * planned.filter((one) => one.kind === kind).length, epochCost: seconds },
      ]),
    ),
    usualEpochs: Math.max(1, ...efforts.map(({ epochs }) => epochs)),
  };
}

async function closeRoster(
  chosen: readonly NetworkMember[],
  roster: NetworkRoster,
  context: RunContext,
): Promise<NetworkOutcome> {
  const { kinds, warnings } = roster;
  const refitted = await refitMembers(chosen, roster, context);
  const trained = kinds.filter((kind) => refitted.some((member) => member.kind === kind));
  warnOfUnlearned(refitted, roster);
  return {
    records: trained.map((kind) =>
      combineMembers(wholeMembers(membersOf({ members: refitted }, kind), context)),
    ),
    failures: roster.failures.filter(({ kind }) => !trained.some((other) => other === kind)),
    refitted: trained.filter((kind) =>
      refitted.every((member) => member.kind !== kind || !chosen.includes(member)),
    ),
    states: refitted.map((member) => member.state),
    members: recordMembers(context, roster.members, refitted),
    warnings,
  };
}

function chosenOf(kind: NetworkKind, roster: NetworkRoster, context: RunContext): NetworkMember[] {
  return chooseMembers(wholesOf(roster, kind, context), context).flatMap(({ parts }) => parts);
}

/** Networks that are no better than at their start all say the same; a reader should know why. */
function warnOfUnlearned(members: readonly NetworkMember[], { kinds, warnings }: NetworkRoster): void {
  const unlearned = kinds.filter((kind) => {
    const own = members.filter((member) => member.kind === kind);
    return own.length > 0 && own.every(({ bestEpoch }) => bestEpoch === 0);
  });
  if (unlearned.length === 0) return;
  const names = unlearned.map((kind) => kind.toUpperCase()).join(', ');
  warnings.push(
    `${names}: no epoch of the training was better than its start, a mixture of naive forecasts; that mixture is what stands here.`,
  );
}
