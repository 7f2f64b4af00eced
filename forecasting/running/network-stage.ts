import { ForecastingError } from '../errors.ts';
import { isNetwork, type NetworkKind } from '../forecaster-kind.ts';
import type { NetworkState } from '../network-forecaster.ts';
import { combineMembers } from './combine-members.ts';
import type { FailedForecaster, ForecasterRecord } from './forecaster-record.ts';
import { type NetworkMember, refitMember, trainMember } from './network-member.ts';
import { createProgressMeter, type ProgressMeter } from './progress-meter.ts';
import type { RunContext } from './run-context.ts';
import { breathe, isStopped, refuseAbandoned } from './run-surroundings.ts';
import { sampleNaive } from './sample-naive.ts';
import { allotTraining, refitFits } from './time-allotment.ts';

/** What the networks of a run came to. */
export interface NetworkOutcome {
  readonly records: readonly ForecasterRecord[];
  readonly failures: readonly FailedForecaster[];
  /** Kinds whose issued forecast comes from weights trained on everything. */
  readonly refitted: readonly NetworkKind[];
  readonly states: readonly NetworkState[];
  readonly warnings: readonly string[];
}

/** What is kept while networks train. */
interface Training {
  readonly kinds: readonly NetworkKind[];
  readonly members: NetworkMember[];
  readonly failures: FailedForecaster[];
  readonly warnings: string[];
  readonly meter: ProgressMeter;
  readonly naive: readonly number[];
}

/** Training on everything may see this much more data than before, and take as much longer. */
const refitGrowth = 1.3;

/**
 * Trains every network of a run on its training part, seed by seed, and then again on everything as far as time
 * allows. A network that fails is marked and the others go on.
 *
 * @param onTrained Told each kind's record as soon as its last seed is done.
 *
 * @example
 * (await runNetworks(context, () => {})).records.map(({ kind }) => kind); // ['rnn', 'lstm', 'gru']
 */
export async function runNetworks(
  context: RunContext,
  onTrained: (record: ForecasterRecord | FailedForecaster) => void,
): Promise<NetworkOutcome> {
  const { config, plan, surroundings, deadlineMs } = context;
  const kinds = plan.forecasters.filter(isNetwork);
  const trainings = 2 * kinds.length * config.seeds;
  const meter = createProgressMeter({ trainings, epochs: config.epochs, now: surroundings.now, deadlineMs });
  const naive = await sampleNaive(context);
  const training: Training = { kinds, members: [], failures: [], warnings: [], meter, naive };
  for (let member = 0; member < config.seeds; member++) {
    for (const kind of kinds) {
      await trainOne(kind, member, training, context);
      if (member === config.seeds - 1) onTrained(finishedKind(kind, training));
    }
  }
  surroundings.report({ kind: 'phase', phase: 'forecast', share: meter.share() });
  const members = await refitAll(training, context);
  const trained = kinds.filter((kind) => members.some((member) => member.kind === kind));
  warnOfUnlearned(members, training);
  return {
    records: trained.map((kind) => combineMembers(members.filter((member) => member.kind === kind))),
    failures: training.failures.filter(({ kind }) => !trained.some((other) => other === kind)),
    refitted: trained.filter((kind) =>
      members.every((member) => member.kind !== kind || !training.members.includes(member)),
    ),
    states: members.map((member) => member.state),
    warnings: training.warnings,
  };
}

/** Networks that are no better than at their start all say the same; a reader should know why. */
function warnOfUnlearned(members: readonly NetworkMember[], { kinds, warnings }: Training): void {
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

async function trainOne(
  kind: NetworkKind,
  member: number,
  training: Training,
  context: RunContext,
): Promise<void> {
  const { surroundings, deadlineMs } = context;
  const { members, failures, meter } = training;
  if (failures.some((failed) => failed.kind === kind)) return meter.training();
  const skipped = reasonToSkip(training, context);
  if (skipped !== undefined) return skip(kind, skipped, training);
  const startedAt = surroundings.now();
  try {
    const done = members.length;
    const trainings = training.kinds.length * context.config.seeds - done;
    const predictSeconds = members.at(-1)?.predictSeconds ?? 0;
    const allotted = allotTraining(startedAt, deadlineMs, {
      trainings,
      refits: trainings + done,
      predictSeconds: 2 * predictSeconds,
    });
    members.push(
      await trainMember(context, { kind, member, deadlineMs: allotted, meter, naive: training.naive }),
    );
  } catch (error) {
    refuseAbandoned(surroundings.signal);
    if (!(error instanceof ForecastingError)) throw error;
    meter.training();
    const failure = isStopped(surroundings.signal)
      ? 'Stopped before it had learned anything.'
      : sentence(error);
    const fitSeconds = (surroundings.now() - startedAt) / 1000;
    failures.push({ kind, failure, fitSeconds });
    if (members.some((trained) => trained.kind === kind)) {
      training.warnings.push(`Seed ${member + 1} of ${kind.toUpperCase()} was left out: ${failure}`);
    }
  }
  await breathe(surroundings);
}

function reasonToSkip(training: Training, context: RunContext): string | undefined {
  const { surroundings, deadlineMs } = context;
  if (isStopped(surroundings.signal)) return 'Not trained: the run was stopped.';
  if (deadlineMs === undefined || surroundings.now() < deadlineMs) {
    const fastest = Math.min(...training.members.map((member) => member.secondsPerEpoch));
    const left =
      deadlineMs === undefined ? Number.POSITIVE_INFINITY : (deadlineMs - surroundings.now()) / 1000;
    return left < fastest && training.members.length > 0
      ? 'Not trained: the time budget was used up.'
      : undefined;
  }
  return 'Not trained: the time budget was used up.';
}

function skip(kind: NetworkKind, reason: string, training: Training): void {
  training.meter.training();
  if (training.members.some((member) => member.kind === kind)) {
    const warning = `Fewer seeds than asked for: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
    if (!training.warnings.includes(warning)) training.warnings.push(warning);
    return;
  }
  training.failures.push({ kind, failure: reason, fitSeconds: 0 });
}

function finishedKind(kind: NetworkKind, training: Training): ForecasterRecord | FailedForecaster {
  const own = training.members.filter((member) => member.kind === kind);
  if (own.length > 0) return combineMembers(own);
  return training.failures.find((failed) => failed.kind === kind)!;
}

/** Trains the members again on everything; one that cannot be keeps the weights it was judged with. */
async function refitAll(training: Training, context: RunContext): Promise<NetworkMember[]> {
  const { surroundings, deadlineMs } = context;
  const refitted: NetworkMember[] = [];
  let kept = 0;
  for (const member of training.members) {
    const seconds = member.bestEpoch * member.secondsPerEpoch * refitGrowth;
    const possible = !isStopped(surroundings.signal) && refitFits(surroundings.now(), deadlineMs, seconds);
    // Without a single useful epoch there is nothing to train again.
    const again = possible && member.bestEpoch > 0 ? await tryRefit(member, training, context) : undefined;
    if (again === undefined) {
      training.meter.training();
      if (member.bestEpoch > 0) kept++;
    }
    refitted.push(again ?? member);
    await breathe(surroundings);
  }
  if (kept > 0) {
    const why = isStopped(surroundings.signal) ? 'the run was stopped' : 'there was no time to train again';
    training.warnings.push(
      `${kept} of ${training.members.length} networks forecast with the weights they were judged with: ${why} on the newest rows.`,
    );
  }
  return refitted;
}

async function tryRefit(
  member: NetworkMember,
  training: Training,
  context: RunContext,
): Promise<NetworkMember | undefined> {
  try {
    const request = {
      kind: member.kind,
      member: member.member,
      deadlineMs: undefined,
      meter: training.meter,
      naive: training.naive,
    };
    return await refitMember(context, member, request);
  } catch (error) {
    refuseAbandoned(context.surroundings.signal);
    if (error instanceof ForecastingError) return undefined;
    throw error;
  }
}

/** The contract's messages end without a full stop. */
function sentence(error: ForecastingError): string {
  return error.message.endsWith('.') ? error.message : `${error.message}.`;
}
