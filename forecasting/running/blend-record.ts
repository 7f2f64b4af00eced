import type { OriginForecasts } from '../evaluation/backtest.ts';
import { isNetwork } from '../forecaster-kind.ts';
import type { BlendShares } from '../run-result.ts';
import { chooseShares } from './blend-shares.ts';
import { blendSteps } from './blend-steps.ts';
import { blendOffsets } from './combine-offsets.ts';
import type { ExpectedOffsets, ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';

/** A blend, and what it is made of: where it is used, and where it is judged. */
export interface Blend {
  readonly record: ForecasterRecord;
  readonly shares: BlendShares;
  readonly judgedShares: BlendShares;
}

/**
 * Makes one forecaster of several: a weighted mean whose weights are chosen on the selection origins, and for what is issued
 * on those of the verdict, too.
 *
 * @param records At least two networks among them: the blend starts at their mean, or at theirs and the linear ones'.
 * @returns undefined where fewer than two networks were trained or nothing was observed to choose on.
 *
 * @example
 * blendRecords(context, [naive, lstm, gru])?.shares; // { lstm: 0.5, gru: 0.5 }
 */
export function blendRecords(context: RunContext, records: readonly ForecasterRecord[]): Blend | undefined {
  if (records.filter(({ kind }) => isNetwork(kind)).length < 2) return undefined;
  const chosen = chooseShares(context, records);
  if (chosen === undefined) return undefined;
  const judged = partsOf(records, chosen.judged);
  const used = partsOf(records, chosen.used);
  const offsets = offsetsOf(judged, used);
  return {
    shares: sharesOf(used),
    judgedShares: sharesOf(judged),
    record: {
      kind: 'blend',
      selection: chosen.selection,
      verdict: meanOf(judged.map(({ record, share }) => ({ said: record.verdict, share }))),
      issued: meanOf(used.map(({ record, share }) => ({ said: [record.issued], share })))[0]!,
      ...(offsets && { offsets }),
      members: [],
      // Nothing of its own was compared: it leaks where one of its parts does.
      leak: {
        origins: 0,
        differing: Math.max(...[...judged, ...used].map(({ record }) => record.leak.differing)),
      },
      fitSeconds: 0,
      predictSeconds: 0,
      parameters: used.reduce((sum, { record }) => sum + record.parameters, 0),
    },
  };
}

/** A forecaster that counts in the mean, and how much. */
interface Part {
  readonly record: ForecasterRecord;
  readonly share: number;
}

function partsOf(records: readonly ForecasterRecord[], shares: Float64Array): Part[] {
  return records.flatMap((record, i) => (shares[i]! > 0 ? [{ record, share: shares[i]! }] : []));
}

function sharesOf(parts: readonly Part[]): BlendShares {
  return Object.fromEntries(parts.map(({ record, share }) => [record.kind, share]));
}

/** Nothing where no network counts in one of the two: bands that are issued rest on the same yardstick as those that are judged. */
function offsetsOf(judged: readonly Part[], used: readonly Part[]): ExpectedOffsets | undefined {
  const [before, after] = [judged, used].map((parts) =>
    blendOffsets(parts.map(({ record, share }) => ({ offsets: record.offsets, share }))),
  );
  return before && after && { ...before, issued: after.issued };
}

function meanOf(parts: readonly { said: OriginForecasts; share: number }[]): OriginForecasts {
  return parts[0]!.said.map((origins, series) =>
    origins.map((steps, origin) =>
      blendSteps(
        parts.map(({ said, share }) => ({ values: said[series]![origin]!, share })),
        steps.length,
      ),
    ),
  );
}
