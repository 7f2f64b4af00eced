import {
  createAlert,
  getAlert,
  readAlertPast,
  type AlertRow as StoredAlertRow,
  updateAlert,
} from '#db/queries/alerts.ts';
import { latestResultOf } from '#db/queries/results.ts';
import { type AlertPast, alertFirings } from '#forecasting/ledger/alert-firings.ts';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import { backtestPast } from '#forecasting/ledger/backtest-past.ts';
import type { AlertPreview, AlertRow } from './api-types.ts';
import type { Services } from './context.ts';
import { readOutgoingUrl, shownUrl } from './outgoing/outgoing-url.ts';
import { seal } from './outgoing/sealed-text.ts';
import { Refusal } from './refusal.ts';
import { requireAllSeries } from './run-row.ts';

type AlertServices = Pick<Services, 'db' | 'now' | 'folder' | 'environment'>;

export interface AlertPlan {
  readonly seriesId: number;
  readonly rule: AlertRule;
  readonly webhook?: string | null | undefined;
}

export interface AlertChange {
  readonly id: number;
  readonly rule?: AlertRule | undefined;
  readonly enabled?: boolean | undefined;
  /** null: nobody is told any more. */
  readonly webhook?: string | null | undefined;
}

/** Makes an alert about a series. */
export function planAlert(services: AlertServices, { seriesId, rule, webhook }: AlertPlan): AlertRow {
  requireAllSeries(services, [seriesId]);
  const target = sealWebhook(services, webhook ?? null);
  const id = createAlert(services.db, { seriesId, rule, ...target, createdAt: services.now() });
  return toAlertRow(requireAlert(services, id));
}

export function changeAlert(services: AlertServices, { id, rule, enabled, webhook }: AlertChange): AlertRow {
  const before = requireAlert(services, id);
  updateAlert(services.db, before, {
    now: services.now(),
    ...(rule === undefined ? {} : { rule }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(webhook === undefined ? {} : sealWebhook(services, webhook)),
  });
  return toAlertRow(requireAlert(services, id));
}

export function requireAlert({ db }: Pick<Services, 'db'>, id: number): StoredAlertRow {
  const alert = getAlert(db, id);
  if (alert) return alert;
  throw new Refusal('not-found', 'unknown-alert', `There is no alert ${id}.`);
}

export function toAlertRow({ id, seriesId, rule, enabled, shown, fired, ...rest }: StoredAlertRow): AlertRow {
  const { lastFiredAt, createdAt } = rest;
  return { id, seriesId, rule, enabled, webhook: shown, fired, lastFiredAt, createdAt };
}

/** How often a rule would have fired: over the ledger, and before it over the backtest of the latest run. */
export function previewAlert(
  { db }: Pick<Services, 'db'>,
  { seriesId, rule }: { readonly seriesId: number; readonly rule: AlertRule },
): AlertPreview {
  requireAllSeries({ db }, [seriesId]);
  const issued = readAlertPast(db, seriesId);
  const result = latestResultOf(db, seriesId);
  const first = issued.forecasts[0]?.originStamp ?? Number.POSITIVE_INFINITY;
  const tried = result ? backtestPast(result).filter(({ originStamp }) => originStamp < first) : [];
  const past: AlertPast = { ...issued, forecasts: [...tried, ...issued.forecasts] };
  const firings = alertFirings(rule, past);
  return {
    fired: firings.length,
    stamps: firings.flatMap(({ stamp }) => stamp ?? []),
    from: past.forecasts[0]?.originStamp ?? null,
    to: past.forecasts.at(-1)?.stamps.at(-1) ?? null,
    forecasts: issued.forecasts.length,
    backtestOrigins: tried.length,
    runs: rule.kind === 'run-failed' ? issued.failures.length : 0,
  };
}

function sealWebhook({ folder, environment }: AlertServices, webhook: string | null) {
  if (webhook === null) return { sealed: null, shown: null };
  const url = readOutgoingUrl(webhook, environment.outgoing);
  return { sealed: seal(folder, url.href), shown: shownUrl(url) };
}
