import { doOnce } from '../checkpoint.ts';
import {
  backtestWithOffsets,
  type ForecastsWithOffsets,
  isFiniteForecast,
  type JudgedPart,
} from '../evaluation/backtest.ts';
import { addLeakReadings, checkLeak, type LeakReading } from '../evaluation/leak-check.ts';
import type { PanelSeries } from '../evaluation/panel.ts';
import { joinStages, type RefitStages, refitStages, stageHistories } from '../evaluation/refit-stages.ts';
import type { TrainedAgain } from '../run-result.ts';
import { fitNetwork, type MemberRequest } from './fit-network.ts';
import { quantilesAgain } from './member-offsets.ts';
import { type NetworkMember, notFinite } from './network-member.ts';
import { type PanelPart, panelPart } from './panel-part.ts';
import { epochsFor } from './refit-epochs.ts';
import type { RunContext } from './run-context.ts';
import { breathe } from './run-surroundings.ts';
import { hashNetwork } from './weights-hash.ts';

/**
 * Lets a member forecast again as it would be used: before each stretch of the selection and of the verdict part it is trained
 * anew on all that lies before it, for about as many epochs as were best, and forecasts the origins of that stretch. What is
 * chosen and calibrated afterwards rests on networks like those that are judged; nothing is chosen on the verdict's.
 *
 * @throws ForecastingError 'diverged' where one of the trainings fails.
 *
 * @example
 * (await refitAlong(context, member, { request, stages: { selection: 3, verdict: 3 } })).verdictFits.length; // 3
 */
export async function refitAlong(
  context: RunContext,
  member: NetworkMember,
  { request, stages }: { readonly request: MemberRequest; readonly stages: RefitStages },
): Promise<NetworkMember> {
  const part = panelPart(context, request.series);
  const selection = await refitPart(context, { member, request, part }, ['selection', stages.selection]);
  const verdict = await refitPart(context, { member, request, part }, ['verdict', stages.verdict]);
  const { offsets, ...judged } = member;
  const said = (name: JudgedPart, outcome: PartOutcome | undefined) => ({
    values: outcome === undefined ? member[name] : part.place(outcome.values, []),
    offsets: outcome === undefined ? offsets?.[name] : outcome.offsets && part.place(outcome.offsets, []),
  });
  const [chosen, tested] = [said('selection', selection), said('verdict', verdict)];
  return {
    ...judged,
    selection: chosen.values,
    verdict: tested.values,
    ...(offsets &&
      chosen.offsets &&
      tested.offsets && {
        offsets: { ...offsets, selection: chosen.offsets, verdict: tested.offsets },
      }),
    leak: verdict?.leak ?? member.leak,
    selectionFits: selection?.fits ?? [],
    verdictFits: verdict?.fits ?? [],
    rollingSeconds: (selection?.seconds ?? 0) + (verdict?.seconds ?? 0),
  };
}

/** What all stretches of a part came to. */
interface PartOutcome extends ForecastsWithOffsets {
  readonly leak: LeakReading;
  readonly fits: readonly TrainedAgain[];
  readonly seconds: number;
}

interface PartRequest {
  readonly member: NetworkMember;
  readonly request: MemberRequest;
  readonly part: PanelPart;
}

/** @returns undefined where nothing is to be trained. */
async function refitPart(
  context: RunContext,
  asked: PartRequest,
  [judgedPart, stages]: readonly [JudgedPart, number],
): Promise<PartOutcome | undefined> {
  if (stages === 0) return undefined;
  const { member, request, part } = asked;
  const outcomes: StageOutcome[] = [];
  for (const [number, stage] of refitStages(part.panel, judgedPart, stages).entries()) {
    const name = `${judgedPart} ${number + 1} of ${stages} ${member.kind} ${member.member}`;
    const { done, recalled } = await doOnce(context.surroundings.checkpoint, name, () =>
      refitStage(context, asked, { stage, judgedPart, name }),
    );
    if (recalled) request.meter.training(member.kind);
    outcomes.push(done);
  }
  const expected = outcomes.flatMap(({ said }) => (said.offsets === undefined ? [] : [said.offsets]));
  return {
    values: joinStages(outcomes.map(({ said }) => said.values)),
    ...(expected.length === outcomes.length && { offsets: joinStages(expected) }),
    leak: addLeakReadings(outcomes.flatMap(({ leak }) => leak ?? [])),
    fits: outcomes.map(({ fit }) => fit),
    seconds: outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** What one stretch came to. */
interface StageOutcome {
  readonly said: ForecastsWithOffsets;
  /** Of a stretch of the verdict part. */
  readonly leak: LeakReading | undefined;
  readonly fit: TrainedAgain;
  readonly seconds: number;
}

interface StageRequest {
  readonly stage: readonly PanelSeries[];
  readonly judgedPart: JudgedPart;
  /** Names the training within its run. */
  readonly name: string;
}

async function refitStage(
  context: RunContext,
  { member, request, part }: PartRequest,
  { stage, judgedPart, name }: StageRequest,
): Promise<StageOutcome> {
  const { surroundings, config } = context;
  const { horizon, seed } = config;
  const pause = () => breathe(surroundings);
  const startedAt = surroundings.now();
  const histories = stageHistories(stage, judgedPart);
  const epochs = epochsFor(context, member, (_, index) => histories[index]!.values.length);
  const { fitted } = await fitNetwork(context, request, {
    part,
    histories,
    epochs,
    quantiles: quantilesAgain(context, member),
    name,
  });
  const seconds = (surroundings.now() - startedAt) / 1000;
  try {
    const said = await backtestWithOffsets(fitted, stage, { part: judgedPart, horizon, pause });
    if (!isFiniteForecast(said.values)) throw notFinite();
    const leak =
      judgedPart === 'verdict' ? await checkLeak(fitted, stage, said, { horizon, seed, pause }) : undefined;
    return { said, leak, fit: { epochs, ...hashNetwork(fitted.save()) }, seconds };
  } finally {
    fitted.dispose();
  }
}
