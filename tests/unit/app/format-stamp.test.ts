import { describe, expect, it } from 'vitest';
import { formatStamp, formatStampLong, formatTick, type StampAxis } from '#app/_lib/format-stamp.ts';

const axis = (frequency: StampAxis['frequency'], axisKind: StampAxis['axisKind'] = 'time'): StampAxis => ({
  axisKind,
  frequency,
});
const friday = Date.UTC(2026, 10, 20, 6, 30);

describe('formatStamp()', () => {
  it('shows the wall clock of the file, whatever the zone of the reader', () => {
    expect(formatStamp(friday, axis('30-minute'))).toBe('20 Nov 2026, 06:30');
  });

  it('is as fine as the frequency', () => {
    expect(formatStamp(friday, axis('yearly'))).toBe('2026');
    expect(formatStamp(friday, axis('monthly'))).toBe('Nov 2026');
    expect(formatStamp(friday, axis('daily'))).toBe('20 Nov 2026');
    expect(formatStampLong(friday, axis('business-daily'))).toBe('Fri, 20 Nov 2026');
  });

  it('counts the steps of an index', () => {
    expect(formatStamp(1_234, axis('index', 'index'))).toBe('step 1,234');
  });

  it.each([null, undefined, Number.NaN, 9e15])('says n/a for %s', (stamp) => {
    expect(formatStamp(stamp, axis('daily'))).toBe('n/a');
  });
});

describe('formatTick()', () => {
  it('is as coarse as the ticks are far apart', () => {
    const day = 86_400_000;
    expect(formatTick(friday, axis('hourly'), 365 * day)).toBe('2026');
    expect(formatTick(friday, axis('hourly'), 31 * day)).toBe('Nov 2026');
    expect(formatTick(friday, axis('hourly'), day)).toBe('20 Nov');
    expect(formatTick(friday, axis('hourly'), day / 8)).toBe('06:30');
  });
});
