import type { PanelSeries } from '../evaluation/panel.ts';
import { validationOrigins } from '../validation-origins.ts';
import type { NetworkMember } from './network-member.ts';
import { panelPart } from './panel-part.ts';
import type { RunContext } from './run-context.ts';

/**
 * More windows bear more training before they are learnt by heart: the best number of epochs grows with the root of
 * theirs, up to the most that a training may have.
 *
 * @example
 * refitEpochs(context, { bestEpoch: 10, … }); // 20 where everything has four times the windows
 */
export function refitEpochs(context: RunContext, member: NetworkMember): number {
  return epochsFor(context, member, ({ values }) => values.length);
}

/**
 * The same for a training on the first rows of each series.
 *
 * @param lengthOf How many rows of a series are learnt.
 *
 * @example
 * epochsFor(context, member, ({ split }) => split.trainingLength); // the member's best epoch
 */
export function epochsFor(
  context: RunContext,
  { bestEpoch, planned }: NetworkMember,
  lengthOf: (series: PanelSeries, index: number) => number,
): number {
  const { lookback } = planned.variation;
  const windowsOf = (length: number) => Math.max(1, length - Math.min(lookback, Math.floor(length / 2)));
  let learnt = 0;
  let all = 0;
  panelPart(context, planned.series).panel.forEach((series, index) => {
    const { trainingLength } = series.split;
    learnt += windowsOf(validationOrigins(trainingLength, context.config.horizon)[0] ?? trainingLength);
    all += windowsOf(lengthOf(series, index));
  });
  return Math.max(
    bestEpoch,
    Math.min(context.config.epochs, Math.round(bestEpoch * Math.sqrt(all / learnt))),
  );
}
