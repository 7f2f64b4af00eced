import { doOnce } from '../checkpoint.ts';
import { backtestWithOffsets, type ForecastsWithOffsets, isFiniteForecast } from '../evaluation/backtest.ts';
import { addLeakReadings, checkLeak, type LeakReading } from '../evaluation/leak-check.ts';
import { type PanelSeries, verdictHistories } from '../evaluation/panel.ts';
import { joinStages, verdictStages } from '../evaluation/verdict-stages.ts';
import type { TrainedAgain } from '../run-result.ts';
import { fitNetwork, type MemberRequest } from './fit-network.ts';
import { quantilesAgain } from './member-offsets.ts';
import { type NetworkMember, notFinite } from './network-member.ts';
import { type PanelPart, panelPart } from './panel-part.ts';
import { epochsFor } from './refit-epochs.ts';
import type { RunContext } from './run-context.ts';
import { breathe } from './run-surroundings.ts';
import { hashNetwork } from './weights-hash.ts';

/** What one stretch of the verdict part came to. */
interface StageOutcome {
  readonly said: ForecastsWithOffsets;
  readonly leak: LeakReading;
  readonly fit: TrainedAgain;
  readonly seconds: number;
}

/**
 * Judges a member again as it would be used: before each stretch of the verdict part it is trained anew on all that lies
 * before it, for about as many epochs as were best, and forecasts the folds of that stretch. Nothing is chosen on them.
 *
 * @param stages Stretches of the verdict part.
 * @throws ForecastingError 'diverged' where one of the trainings fails.
 *
 * @example
 * (await judgeRefitted(context, member, { request, stages: 3 })).verdictFits.length; // 3
 */
export async function judgeRefitted(
  context: RunContext,
  member: NetworkMember,
  { request, stages }: { readonly request: MemberRequest; readonly stages: number },
): Promise<NetworkMember> {
  const part = panelPart(context, request.series);
  const outcomes: StageOutcome[] = [];
  for (const [number, stage] of verdictStages(part.panel, stages).entries()) {
    const name = `verdict ${number + 1} of ${stages} ${member.kind} ${member.member}`;
    const { done, recalled } = await doOnce(context.surroundings.checkpoint, name, () =>
      judgeStage(context, { member, request, part, stage, name }),
    );
    if (recalled) request.meter.training();
    outcomes.push(done);
  }
  const { offsets, ...judged } = member;
  const expected = outcomes.flatMap(({ said }) => (said.offsets === undefined ? [] : [said.offsets]));
  return {
    ...judged,
    verdict: part.place(joinStages(outcomes.map(({ said }) => said.values)), []),
    ...(offsets &&
      expected.length === outcomes.length && {
        offsets: { ...offsets, verdict: part.place(joinStages(expected), []) },
      }),
    leak: addLeakReadings(outcomes.map(({ leak }) => leak)),
    verdictFits: outcomes.map(({ fit }) => fit),
    verdictFitSeconds: outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

interface StageRequest {
  readonly member: NetworkMember;
  readonly request: MemberRequest;
  readonly part: PanelPart;
  readonly stage: readonly PanelSeries[];
  readonly name: string;
}

async function judgeStage(
  context: RunContext,
  { member, request, part, stage, name }: StageRequest,
): Promise<StageOutcome> {
  const { surroundings, config } = context;
  const { horizon, seed } = config;
  const pause = () => breathe(surroundings);
  const startedAt = surroundings.now();
  const histories = verdictHistories(stage);
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
    const said = await backtestWithOffsets(fitted, stage, { part: 'verdict', horizon, pause });
    if (!isFiniteForecast(said.values)) throw notFinite();
    const leak = await checkLeak(fitted, stage, said, { horizon, seed, pause });
    return { said, leak, fit: { epochs, ...hashNetwork(fitted.save()) }, seconds };
  } finally {
    fitted.dispose();
  }
}
