import type { AlertRule } from './alert-rule.ts';
import type { ScoredForecast } from './live-record.ts';

/** A forecast by its number: later ones have larger numbers. */
export interface NumberedForecast extends ScoredForecast {
  readonly id: number;
}

export interface FailedRun {
  readonly id: number;
  /** Milliseconds UTC. */
  readonly failedAt: number;
  readonly message: string;
}

/** What an alert looks at. */
export interface AlertPast {
  /** In the order they were issued. */
  readonly forecasts: readonly NumberedForecast[];
  /** In the order they failed. */
  readonly failures: readonly FailedRun[];
}

/** One time that an alert fires. */
export interface AlertFiring {
  /** The same event has the same key, whenever it is looked at. */
  readonly key: string;
  /** What set it off: the stamp of an observation, the number of a forecast, or when a run failed. */
  readonly at: number;
  /** The place on the series' axis that it is about; null for a run. */
  readonly stamp: number | null;
  /** The value that it is about; null for a run. */
  readonly value: number | null;
  /** Of a failed run: which, and why. */
  readonly runId: number | null;
  readonly message: string | null;
}

/**
 * Every time that an alert fires over what has happened: live and in the preview by the same rules. It fires when
 * its condition comes true, and not again before that has ended.
 *
 * @example
 * alertFirings({ kind: 'run-failed' }, { forecasts: [], failures: [{ id: 7, failedAt: 0, message: 'no' }] })[0].key; // 'run 7'
 */
export function alertFirings(rule: AlertRule, past: AlertPast): AlertFiring[] {
  switch (rule.kind) {
    case 'forecast-crosses':
      return crossings(rule, past.forecasts);
    case 'outside-band':
      return excursions(rule, past.forecasts);
    case 'under-naive':
      return defeats(rule, past.forecasts);
    case 'run-failed':
      return past.failures.map(({ id, failedAt, message }) => ({
        key: `run ${id}`,
        at: failedAt,
        runId: id,
        stamp: null,
        value: null,
        message,
      }));
  }
}

type Crossing = Extract<AlertRule, { kind: 'forecast-crosses' }>;

function crossings(rule: Crossing, forecasts: readonly NumberedForecast[]): AlertFiring[] {
  const firings: AlertFiring[] = [];
  let wasBeyond = false;
  for (const { id, stamps, values } of forecasts) {
    const step = values
      .slice(0, rule.withinSteps)
      .findIndex((value) => (rule.direction === 'above' ? value > rule.threshold : value < rule.threshold));
    if (step >= 0 && !wasBeyond) {
      firings.push({
        key: `forecast ${id}`,
        at: id,
        stamp: stamps[step]!,
        value: values[step]!,
        runId: null,
        message: null,
      });
    }
    wasBeyond = step >= 0;
  }
  return firings;
}

/** An observation beside what the latest forecast before it had said. */
interface Seen {
  readonly stamp: number;
  readonly value: number;
  readonly said: number;
  readonly naive: number | undefined;
  readonly forecast: NumberedForecast;
  readonly step: number;
}

function seenBy(forecasts: readonly NumberedForecast[]): Seen[] {
  const latest = new Map<number, Seen & { origin: number }>();
  for (const forecast of forecasts) {
    forecast.stamps.forEach((stamp, step) => {
      const value = forecast.actual[step];
      const said = forecast.values[step];
      const known = latest.get(stamp);
      if (typeof value !== 'number' || said === undefined) return;
      if (known && known.origin > forecast.originStamp) return;
      const origin = forecast.originStamp;
      latest.set(stamp, { stamp, value, said, naive: forecast.naive?.[step], forecast, step, origin });
    });
  }
  return [...latest.values()].sort((a, b) => a.stamp - b.stamp);
}

type Excursion = Extract<AlertRule, { kind: 'outside-band' }>;

/** After it has fired, what lay outside before counts no more. */
function excursions(rule: Excursion, forecasts: readonly NumberedForecast[]): AlertFiring[] {
  const firings: AlertFiring[] = [];
  let latest: boolean[] = [];
  for (const seen of seenBy(forecasts)) {
    const isOut = isOutside(seen, String(rule.level));
    if (isOut === undefined) continue;
    latest = [...latest, isOut].slice(-rule.withinRows);
    if (latest.filter(Boolean).length < rule.times || !isOut) continue;
    firings.push(firingAt('band', seen));
    latest = [];
  }
  return firings;
}

function isOutside({ forecast, step, value }: Seen, level: string): boolean | undefined {
  const band = forecast.bands[level];
  const [low, high] = [band?.lower[step], band?.upper[step]];
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  return value < low || value > high;
}

type Defeat = Extract<AlertRule, { kind: 'under-naive' }>;

function defeats(rule: Defeat, forecasts: readonly NumberedForecast[]): AlertFiring[] {
  const firings: AlertFiring[] = [];
  const compared = seenBy(forecasts).filter(({ naive }) => naive !== undefined);
  let wasUnder = false;
  // How much more was missed than by the naive, over the latest rows.
  let balance = 0;
  const missed = compared.map(({ value, said, naive }) => Math.abs(value - said) - Math.abs(value - naive!));
  compared.forEach((seen, place) => {
    balance += missed[place]!;
    if (place >= rule.rows) balance -= missed[place - rule.rows]!;
    if (place < rule.rows - 1) return;
    const isUnder = balance > 1e-12 * rule.rows;
    if (isUnder && !wasUnder) firings.push(firingAt('naive', seen));
    wasUnder = isUnder;
  });
  return firings;
}

function firingAt(what: string, { stamp, value }: Seen): AlertFiring {
  return { key: `${what} ${stamp}`, at: stamp, stamp, value, runId: null, message: null };
}
