import { and, count, desc, eq, lte, max } from 'drizzle-orm';
import type { AlertFiring, AlertPast, FailedRun } from '#forecasting/ledger/alert-firings.ts';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import { type Database, readTransaction, writeTransaction } from '../client.ts';
import { alertAttempts, alerts, alertFirings as firings, forecasts, series } from '../schema.ts';
import { readLedger } from './forecasts.ts';

export type StoredAlert = typeof alerts.$inferSelect;
export type StoredFiring = typeof firings.$inferSelect;
type StoredAttempt = typeof alertAttempts.$inferSelect;

/** An alert with how often it has fired. */
export interface AlertRow extends StoredAlert {
  readonly fired: number;
  readonly lastFiredAt: number | null;
}

/** A time that it fired, with every try to tell somebody. */
export interface FiringRow extends StoredFiring {
  readonly tries: StoredAttempt[];
}

export interface NewAlert {
  readonly seriesId: number;
  readonly rule: AlertRule;
  readonly sealed: string | null;
  readonly shown: string | null;
  readonly createdAt: number;
}

/** Makes an alert; what is there already does not set it off. */
export function createAlert(db: Database, alert: NewAlert): number {
  return writeTransaction(db, () => {
    const seen = { ...latestOf(db, alert.seriesId), seenFailureAt: alert.createdAt };
    const row = { ...alert, ...seen, enabled: true };
    return db.insert(alerts).values(row).returning({ id: alerts.id }).get().id;
  });
}

export function getAlert(db: Database, id: number): AlertRow | undefined {
  return decorate(db, db.select().from(alerts).where(eq(alerts.id, id)).all())[0];
}

export function listAlerts(db: Database, seriesId?: number): AlertRow[] {
  const wanted = seriesId === undefined ? undefined : eq(alerts.seriesId, seriesId);
  return readTransaction(db, () =>
    decorate(db, db.select().from(alerts).where(wanted).orderBy(alerts.id).all()),
  );
}

/** Changes an alert. One that is switched on again, or watches for something else, looks at what comes from now on. */
export function updateAlert(
  db: Database,
  before: StoredAlert,
  {
    now,
    ...change
  }: Partial<Pick<StoredAlert, 'rule' | 'enabled' | 'sealed' | 'shown'>> & {
    readonly now: number;
  },
): void {
  writeTransaction(db, () => {
    const isNew = change.rule !== undefined || (change.enabled === true && !before.enabled);
    const seen = isNew ? { ...latestOf(db, before.seriesId), seenFailureAt: now } : {};
    db.update(alerts)
      .set({ ...change, ...seen })
      .where(eq(alerts.id, before.id))
      .run();
  });
}

export function removeAlert(db: Database, id: number): boolean {
  return db.delete(alerts).where(eq(alerts.id, id)).run().changes > 0;
}

/** The newest first. */
export function listFirings(db: Database, alertId: number, limit: number): FiringRow[] {
  return readTransaction(db, () =>
    db
      .select()
      .from(firings)
      .where(eq(firings.alertId, alertId))
      .orderBy(desc(firings.id))
      .limit(limit)
      .all()
      .map((row) => ({
        ...row,
        tries: db
          .select()
          .from(alertAttempts)
          .where(eq(alertAttempts.firingId, row.id))
          .orderBy(alertAttempts.id)
          .all(),
      })),
  );
}

const mostForecasts = 300;
const mostFailures = 100;

/** What an alert about a series looks at: its latest forecasts and the runs that failed. */
export function readAlertPast(db: Database, seriesId: number): AlertPast {
  const failures = db.$client
    .prepare(
      `select id, finished_at as failedAt, coalesce(error_message, 'It failed.') as message from runs
      where state = 'failed' and id in (select run_id from run_series where series_id = ?)
      order by finished_at desc, id desc limit ?`,
    )
    .all(seriesId, mostFailures) as FailedRun[];
  const issued = readLedger(db, seriesId, { limit: mostForecasts });
  return { forecasts: issued.reverse(), failures: failures.reverse() };
}

/** How far a series and what is said about it have come; changes whenever an alert may have to fire. */
export function alertState(db: Database, seriesId: number): string {
  const { seenStamp, seenForecastId } = latestOf(db, seriesId);
  const failed = db.$client
    .prepare(
      "select count(*) from runs where state = 'failed' and id in (select run_id from run_series where series_id = ?)",
    )
    .pluck()
    .get(seriesId);
  return JSON.stringify([seenStamp, seenForecastId, failed]);
}

export interface Fired extends AlertFiring {
  readonly sentence: string;
}

/** Notes that an alert has fired, each event once, and how far it has looked. @returns how many are new */
export function recordFirings(
  db: Database,
  alert: StoredAlert,
  { fired, now }: { readonly fired: readonly Fired[]; readonly now: number },
): number {
  let added = 0;
  for (const { sentence, ...firing } of fired) {
    const row = {
      alertId: alert.id,
      key: firing.key,
      sentence,
      firing,
      state: alert.sealed === null ? ('noted' as const) : ('waiting' as const),
      nextAt: alert.sealed === null ? null : now,
      firedAt: now,
    };
    added += db.insert(firings).values(row).onConflictDoNothing().run().changes;
  }
  db.update(alerts).set(latestOf(db, alert.seriesId)).where(eq(alerts.id, alert.id)).run();
  return added;
}

/** Takes the right to tell somebody about the firing that has waited longest; nobody else does for a while. */
export function claimFiring(
  db: Database,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): StoredFiring | undefined {
  const due = and(eq(firings.state, 'waiting'), lte(firings.nextAt, now));
  if (!db.select({ id: firings.id }).from(firings).where(due).get()) return undefined;
  return writeTransaction(db, () => {
    const firing = db.select().from(firings).where(due).orderBy(firings.nextAt, firings.id).get();
    if (firing === undefined) return undefined;
    const claim = { attempts: firing.attempts + 1, nextAt: now + leaseMs };
    db.update(firings).set(claim).where(eq(firings.id, firing.id)).run();
    return { ...firing, ...claim };
  });
}

export interface Delivery {
  readonly state: 'sent' | 'waiting' | 'failed';
  readonly status: number | null;
  readonly problem: string | null;
  /** When it is tried again; null where it is not. */
  readonly nextAt: number | null;
  readonly now: number;
}

/** Writes what came of a try; the row of the try stays for ever. */
export function recordDelivery(db: Database, firing: StoredFiring, delivery: Delivery): void {
  const { state, status, problem, nextAt, now } = delivery;
  writeTransaction(db, () => {
    const held = and(
      eq(firings.id, firing.id),
      eq(firings.attempts, firing.attempts),
      eq(firings.state, 'waiting'),
    );
    const settledAt = state === 'waiting' ? null : now;
    if (db.update(firings).set({ state, nextAt, settledAt }).where(held).run().changes === 0) return;
    db.insert(alertAttempts)
      .values({ firingId: firing.id, attempt: firing.attempts, status, problem, at: now })
      .run();
  });
}

/** Where a series ends, and its latest forecast. */
function latestOf(db: Database, seriesId: number) {
  const stamp = db.select({ at: series.lastStamp }).from(series).where(eq(series.id, seriesId)).get();
  const forecast = db
    .select({ id: max(forecasts.id) })
    .from(forecasts)
    .where(eq(forecasts.seriesId, seriesId))
    .get();
  return { seenStamp: stamp?.at ?? null, seenForecastId: forecast?.id ?? 0 };
}

function decorate(db: Database, rows: readonly StoredAlert[]): AlertRow[] {
  return rows.map((row) => {
    const found = db
      .select({ fired: count(), lastFiredAt: max(firings.firedAt) })
      .from(firings)
      .where(eq(firings.alertId, row.id))
      .get();
    return { ...row, fired: found?.fired ?? 0, lastFiredAt: found?.lastFiredAt ?? null };
  });
}
