import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blockLength, packBlock, unpackBlock } from '#db/observation-block.ts';
import { appendObservations } from '#db/queries/append-observations.ts';
import { createLookup, insertObservations } from '#db/queries/observation-blocks.ts';
import { summariseObservations } from '#db/queries/observation-summary.ts';
import {
  countObservations,
  readObservations,
  readObservationsBefore,
  recentValues,
} from '#db/queries/observations.ts';
import { getSeries } from '#db/queries/series.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { pointsOf, seriesOf } from '#tests/support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(() => temporary.remove());

const count = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

const blocksOf = (seriesId: number) =>
  temporary.db.$client
    .prepare(
      `select first_stamp as first, last_stamp as last, rows, packed_stamps is null as even
      from observation_blocks where series_id = ? order by first_stamp`,
    )
    .all(seriesId) as { first: number; last: number; rows: number; even: number }[];

test('packBlock() keeps every bit of a value; there is one missing value and one zero', () => {
  const values = [Number.MIN_VALUE, -Number.MAX_VALUE, 0.1, 1 / 3, -0, Number.NaN];
  const { stamps, values: read } = unpackBlock(packBlock(pointsOf(values, [-9, -3, 0, 7, 8, 1e15])));
  expect(Array.from(read)).toEqual([Number.MIN_VALUE, -Number.MAX_VALUE, 0.1, 1 / 3, 0, Number.NaN]);
  expect(Array.from(stamps)).toEqual([-9, -3, 0, 7, 8, 1e15]);
  const strangeNan = new Float64Array(new BigUint64Array([0xfff8000000000123n]).buffer);
  const { packedValues } = packBlock({ stamps: Float64Array.of(1), values: strangeNan });
  expect(packedValues).toEqual(packBlock(pointsOf([Number.NaN])).packedValues);
});

test('packBlock() writes even stamps as none, and those at the ends of what a number holds exactly', () => {
  expect(packBlock(pointsOf([1, 2, 3], [5, 65, 125])).packedStamps).toBeNull();
  expect(packBlock(pointsOf([1], [5])).packedStamps).toBeNull();
  expect(packBlock(pointsOf([1, 2, 3], [5, 65, 126])).packedStamps).toHaveLength(24);
  const far = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  expect(Array.from(unpackBlock(packBlock(pointsOf([1, 2], far))).stamps)).toEqual(far);
});

test('appendObservations() fills the last block up before it begins another', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf(count(0, blockLength - 1)), 5);
  appendObservations(db, id, pointsOf([7], [blockLength - 1]));
  expect(blocksOf(id)).toEqual([{ first: 0, last: blockLength - 1, rows: blockLength, even: 1 }]);
  appendObservations(db, id, pointsOf([8, 9], [blockLength, blockLength + 1]));
  expect(blocksOf(id)[1]).toEqual({ first: blockLength, last: blockLength + 1, rows: 2, even: 1 });
  expect(recentValues(db, id, 4)).toEqual([blockLength - 2, 7, 8, 9]);
});

test('insertObservations() refuses what is not after the last observation', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3]), 5);
  expect(() => insertObservations(db, id, pointsOf([4], [2]))).toThrow('not after the last one');
  expect(readObservations(db, id).values).toHaveLength(3);
});

test('appendObservations() puts rows in before the first and between full blocks', () => {
  const { db } = temporary;
  const stamps = count(0, 3 * blockLength, 1).map((i) => 10 * i);
  const id = createSeries(db, { ...seriesOf([]), points: pointsOf(stamps, stamps) }, 5);
  const edge = 10 * blockLength;
  const added = [-20, -10, edge - 5, edge + 5];
  const revision = { source: null, createdAt: 6 };
  expect(appendObservations(db, id, pointsOf([1, 2, 3, 4], added), revision)).toMatchObject({
    inserted: 4,
    rows: stamps.length + 4,
  });
  const all = [...stamps, ...added].sort((a, b) => a - b);
  expect(Array.from(readObservations(db, id).stamps)).toEqual(all);
  expect(getSeries(db, id)).toMatchObject({ rows: all.length, firstStamp: -20, lastStamp: stamps.at(-1) });
  expect(blocksOf(id).every(({ rows }) => rows <= blockLength)).toBe(true);
});

test('createLookup() tells a missing value from no observation, before, between and behind', () => {
  const { db } = temporary;
  const id = createSeries(db, { ...seriesOf([]), points: pointsOf([1, Number.NaN, 3], [10, 20, 40]) }, 5);
  const find = createLookup(db, id);
  expect([9, 10, 20, 30, 40, 41].map(find)).toEqual([undefined, 1, Number.NaN, undefined, 3, undefined]);
});

test('summariseObservations() sums what a plain sum would lose', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1e16, 1, -1e16, Number.NaN, 0, 2]), 5);
  expect(summariseObservations(db, id)).toEqual({ min: -1e16, max: 1e16, mean: 0.6, zeros: 1, negatives: 1 });
  const none = createSeries(db, seriesOf([Number.NaN]), 5);
  expect(summariseObservations(db, none)).toEqual({
    min: null,
    max: null,
    mean: null,
    zeros: 0,
    negatives: 0,
  });
});

test('a row that holds another number of values than it says cannot be written', () => {
  const { db } = temporary;
  const id = createSeries(db, seriesOf([1, 2, 3]), 5);
  const damage = db.$client.prepare('update observation_blocks set rows = 2 where series_id = ?');
  expect(() => damage.run(id)).toThrow('CHECK constraint failed');
});

/** Steps of a history: some rows at the end, or changes of the past, as a plain map would take them. */
const histories = fc.array(
  fc.record({
    rows: fc.integer({ min: 0, max: 3 * blockLength }),
    gap: fc.integer({ min: 1, max: 4 }),
    /** Stamps of the past, as shares of it. */
    past: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
    value: fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN)),
  }),
  { minLength: 1, maxLength: 6 },
);

test('observations are read as a plain map of the same appends and revisions holds them', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const { db } = temporary;
      const id = createSeries(db, seriesOf([]), 5);
      const model = new Map<number, number>();
      for (const { rows, gap, past, value } of steps) {
        const last = Math.max(-1, ...sorted(model).slice(-1));
        const revised = past.map((share) => Math.floor(share * last)).filter((stamp) => stamp >= 0);
        const stamps = [
          ...new Set([...revised.sort((a, b) => a - b), ...count(0, rows).map((i) => last + 1 + i * gap)]),
        ];
        const points = pointsOf(
          stamps.map((_, i) => (i % 3 === 0 ? value : i)),
          stamps,
        );
        const result = appendObservations(db, id, points, { source: null, createdAt: 6 });
        expect(result.outcome).toBe('appended');
        for (const [i, stamp] of stamps.entries()) model.set(stamp, points.values[i]! + 0);
      }
      expectSame(id, model);
    }),
    { numRuns: 40 },
  );
});

const sorted = (model: ReadonlyMap<number, number>) => [...model.keys()].sort((a, b) => a - b);

function expectSame(id: number, model: ReadonlyMap<number, number>): void {
  const { db } = temporary;
  const stamps = sorted(model);
  const valuesOf = (some: readonly number[]) => some.map((stamp) => model.get(stamp)!);
  const all = readObservations(db, id);
  expect(all).toEqual(pointsOf(valuesOf(stamps), stamps));
  const [from = 0, to = 0] = [stamps[stamps.length >> 2], stamps[(3 * stamps.length) >> 2]];
  const inside = stamps.filter((stamp) => stamp >= from && stamp <= to);
  expect(readObservations(db, id, { from, to })).toEqual(pointsOf(valuesOf(inside), inside));
  expect(countObservations(db, id, { from, to })).toBe(inside.length);
  expect(countObservations(db, id, { from: from + 1 })).toBe(stamps.filter((stamp) => stamp > from).length);
  const before = stamps.filter((stamp) => stamp <= to).slice(-100);
  expect(readObservationsBefore(db, id, to, 100)).toEqual(pointsOf(valuesOf(before), before));
  const present = valuesOf(stamps).filter((value) => !Number.isNaN(value));
  expect(recentValues(db, id, 60)).toEqual(present.slice(-60));
  expect(getSeries(db, id)).toMatchObject({
    rows: stamps.length,
    missing: stamps.length - present.length,
    firstStamp: stamps[0] ?? null,
    lastStamp: stamps.at(-1) ?? null,
    lastValue: present.at(-1) ?? null,
  });
  const blocks = blocksOf(id);
  expect(blocks.every(({ rows }) => rows <= blockLength)).toBe(true);
  expect(blocks.every(({ first }, i) => i === 0 || first > blocks[i - 1]!.last)).toBe(true);
}
