import type { Database } from '../client.ts';

/** A row of the past that was changed or put in, and what stood there before. */
export interface RewrittenValue {
  readonly stamp: number;
  /** When it was rewritten, in milliseconds UTC. */
  readonly at: number;
  /** null where it was missing, or where there was no row. */
  readonly before: number | null;
  readonly existed: boolean;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** What was rewritten in a stretch of a series, in the order in which it happened. */
export function listRewritten(
  db: Database,
  seriesId: number,
  { from, to, limit }: Stretch,
): { readonly values: RewrittenValue[]; readonly total: number } {
  const rows = db.$client
    .prepare(
      `select stamp, created_at as at, value as before, existed, count(*) over () as total
      from vintages join vintage_values on vintage_id = vintages.id
      where series_id = :seriesId and first_stamp <= :to and last_stamp >= :from and stamp between :from and :to
      order by vintage_id, stamp limit :limit`,
    )
    .all({ seriesId, from, to, limit }) as (Omit<RewrittenValue, 'existed'> & {
    existed: number;
    total: number;
  })[];
  const values = rows.map(({ stamp, at, before, existed }) => ({
    stamp,
    at,
    before,
    existed: existed === 1,
  }));
  return { values, total: rows[0]?.total ?? 0 };
}

/** What of a forecast's ground was rewritten after its data were read; a value that was changed twice counts twice. */
export interface RewrittenSince {
  /** Values up to its origin: what it rested on. */
  readonly history: number;
  /** Values of the steps that it spoke of. */
  readonly came: number;
}

interface Issued {
  readonly runId: number;
  readonly issuedAt: number;
  readonly originStamp: number;
  readonly stamps: readonly number[];
}

interface VintageOutline {
  readonly id: number;
  readonly rows: number;
  readonly firstStamp: number;
  readonly lastStamp: number;
  readonly createdAt: number;
}

/** Reads the vintages of a series once, for many forecasts. */
export function createRewrittenSince(db: Database, seriesId: number): (issued: Issued) => RewrittenSince {
  const vintages = db.$client
    .prepare(
      `select id, changed + inserted as rows, first_stamp as firstStamp, last_stamp as lastStamp, created_at as createdAt
      from vintages where series_id = ?`,
    )
    .all(seriesId) as VintageOutline[];
  const countWithin = db.$client
    .prepare('select count(*) from vintage_values where vintage_id = ? and stamp between ? and ?')
    .pluck();
  const readAt = db.$client
    .prepare(`select max(created_at) from run_events where run_id = ? and key = 'state:running'`)
    .pluck();
  const rowsWithin = ({ id, rows, firstStamp, lastStamp }: VintageOutline, from: number, to: number) => {
    if (lastStamp < from || firstStamp > to) return 0;
    if (from <= firstStamp && lastStamp <= to) return rows;
    return countWithin.get(id, from, to) as number;
  };
  return ({ runId, issuedAt, originStamp, stamps }) => {
    if (vintages.length === 0) return { history: 0, came: 0 };
    const since = (readAt.get(runId) as number | null) ?? issuedAt;
    const later = vintages.filter(({ createdAt }) => createdAt > since);
    const sum = (from: number, to: number) =>
      later.reduce((total, vintage) => total + rowsWithin(vintage, from, to), 0);
    return {
      history: sum(Number.MIN_SAFE_INTEGER, originStamp),
      came: sum(stamps[0] ?? originStamp + 1, stamps.at(-1) ?? originStamp),
    };
  };
}
