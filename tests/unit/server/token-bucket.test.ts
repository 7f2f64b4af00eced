import { expect, test } from 'vitest';
import { createTokenBucket } from '#server/token-bucket.ts';

function bucketAt(clock: { ms: number }) {
  return createTokenBucket({ capacity: 2, refillMs: 1000, now: () => clock.ms });
}

test('take() lets the capacity through, then says how long the next one takes', () => {
  const clock = { ms: 0 };
  const bucket = bucketAt(clock);
  expect([bucket.take('a'), bucket.take('a'), bucket.take('a')]).toEqual([0, 0, 1000]);
  clock.ms = 400;
  expect(bucket.take('a')).toBe(600);
  clock.ms = 1000;
  expect([bucket.take('a'), bucket.take('a')]).toEqual([0, 1000]);
});

test('take() counts names apart, and never saves up more than the capacity', () => {
  const clock = { ms: 0 };
  const bucket = bucketAt(clock);
  bucket.take('a');
  bucket.take('a');
  expect(bucket.take('b')).toBe(0);
  clock.ms = 1_000_000;
  expect([bucket.take('a'), bucket.take('a'), bucket.take('a')]).toEqual([0, 0, 1000]);
});

test('waitFor() takes nothing', () => {
  const bucket = bucketAt({ ms: 0 });
  for (let look = 0; look < 10; look++) expect(bucket.waitFor('a')).toBe(0);
  expect(bucket.take('a')).toBe(0);
});

test('names that were not seen for long are forgotten, the latest are kept', () => {
  const bucket = bucketAt({ ms: 0 });
  bucket.take('late');
  bucket.take('late');
  for (let name = 0; name < 9_999; name++) bucket.take(String(name));
  expect(bucket.take('late')).toBe(1000);
  for (let name = 0; name < 10_000; name++) bucket.take(`other ${name}`);
  expect(bucket.take('late')).toBe(0);
});
