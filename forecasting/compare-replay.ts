import type { MemberRecord, RunResult } from './run-result.ts';

/** What of a run came out again, bit for bit, when it was done a second time. */
export interface ReplayReport {
  /** Networks compared, and those whose weights differ, e.g. "gru 3". */
  readonly networks: number;
  readonly differingNetworks: readonly string[];
  /** Issued forecasts compared (one a series and forecaster), and those that differ, e.g. "sales: gru". */
  readonly forecasts: number;
  readonly differingForecasts: readonly string[];
  readonly same: boolean;
}

/**
 * Compares a run with its repetition: the checksums of all weights, those of quantile heads included, and every number of
 * every issued forecast.
 *
 * @example
 * compareReplay(first, again).same; // true
 */
export function compareReplay(stored: RunResult, repeated: RunResult): ReplayReport {
  const networks = stored.members ?? [];
  const differingNetworks = networks
    .filter((member, i) => {
      const again = repeated.members?.[i];
      return again === undefined || !sameBits(hashesOf(again), hashesOf(member));
    })
    .map(({ kind, member }) => `${kind} ${member + 1}`);
  const forecasts = stored.series.flatMap((series, s) =>
    Object.entries(series.forecasts).map(([kind, { values }]) => ({
      name: `${series.name}: ${kind}`,
      said: values,
      again: repeated.series[s]?.forecasts[kind as keyof typeof series.forecasts]?.values,
    })),
  );
  const differingForecasts = forecasts
    .filter(({ said, again }) => !sameNumbers(said, again))
    .map(({ name }) => name);
  return {
    networks: networks.length,
    differingNetworks,
    forecasts: forecasts.length,
    differingForecasts,
    same: differingNetworks.length === 0 && differingForecasts.length === 0,
  };
}

function hashesOf(member: MemberRecord): readonly string[] {
  const { sha256, quantiles, selectionFits = [], verdictFits = [], refit } = member;
  return [{ sha256, quantiles }, ...selectionFits, ...verdictFits, refit ?? { sha256: '' }].flatMap((one) => [
    one.sha256,
    one.quantiles ?? '',
  ]);
}

function sameBits(first: readonly string[], again: readonly string[]): boolean {
  return first.length === again.length && first.every((hash, i) => hash === again[i]);
}

function sameNumbers(said: readonly number[], again: readonly number[] | undefined): boolean {
  return said.length === again?.length && said.every((value, i) => Object.is(value, again[i]));
}
