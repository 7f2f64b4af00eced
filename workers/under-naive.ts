import { type Database, writeTransaction } from '#db/client.ts';
import { readLedger } from '#db/queries/forecasts.ts';
import {
  findActiveRunOfSchedule,
  lastTrainingAt,
  listUnderNaive,
  type ScheduleRow,
} from '#db/queries/schedules.ts';
import { getSeries } from '#db/queries/series.ts';
import { liveRecord } from '#forecasting/ledger/live-record.ts';
import { fire } from './fire-schedule.ts';

const mostForecasts = 200;

/**
 * Trains where the naive has become better than what was issued: where, since the last training, so many values
 * have come that the schedule asks for, and the live skill over them lies under zero.
 */
export class UnderNaive {
  /** What each schedule's record was computed from: it changes with new rows and new forecasts alone. */
  readonly #seen = new Map<number, string>();

  /** @returns how many runs were queued */
  look(db: Database, now: number): number {
    let queued = 0;
    for (const schedule of listUnderNaive(db)) {
      const stateNow = this.#stateOf(db, schedule);
      if (this.#seen.get(schedule.id) === stateNow) continue;
      this.#seen.set(schedule.id, stateNow);
      const reason = reasonToTrain(db, schedule);
      if (reason === undefined) continue;
      queued += writeTransaction(db, () => {
        if (findActiveRunOfSchedule(db, schedule.id) || reasonToTrain(db, schedule) === undefined) return 0;
        return fire(db, schedule, { purpose: 'train', kind: 'fired', reason, now });
      });
    }
    return queued;
  }

  #stateOf(db: Database, schedule: ScheduleRow): string {
    const rows = schedule.seriesIds.map((id) => getSeries(db, id)?.rows ?? 0);
    const busy = findActiveRunOfSchedule(db, schedule.id)?.id ?? 0;
    return JSON.stringify([rows, busy, schedule.lastEvent?.id, schedule.underNaiveRows]);
  }
}

function reasonToTrain(db: Database, schedule: ScheduleRow): string | undefined {
  const since = lastTrainingAt(db, schedule);
  const records = schedule.seriesIds.map((id) =>
    liveRecord(readLedger(db, id, { limit: mostForecasts, since })),
  );
  const rows = records.reduce((sum, record) => sum + record.rows, 0);
  // Of several series the errors are ratios to each one's naive, so that none counts more by its size alone.
  const ratios = records.flatMap(({ skill }) => (skill === null ? [] : [1 - skill]));
  if (rows < schedule.underNaiveRows! || ratios.length === 0) return undefined;
  const skill = 1 - ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  if (skill >= 0) return undefined;
  const percent = Math.max(1, Math.round(-skill * 100));
  return `Live skill is −${percent} % over ${rows.toLocaleString('en-US')} values since the last training: the naive was better.`;
}
