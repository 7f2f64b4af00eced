import { describe, expect, it } from 'vitest';
import { days, lines, read, timesOf, valuesOf, warned } from './read-text.ts';

/** A table with these times and the values 0, 1, 2 … */
const table = (times: readonly string[], header = 'date', mark = ';') =>
  lines(`${header}${mark}v`, ...times.map((time, i) => `${time}${mark}${i}`));
const dmy = (day: string) => day.split('-').reverse().join('/');
const mdy = (day: string) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

describe('order of day and month', () => {
  it('is proven by a late row, and says by how many', async () => {
    const reading = await read(table(days(30, '2024-01-08').map(dmy)));
    expect(timesOf(reading).slice(0, 2)).toEqual(['2024-01-08T00:00:00', '2024-01-09T00:00:00']);
    expect(reading.evidence.map((line) => line.message)).toContain(
      'Day comes first: 19 rows prove it, none contradicts',
    );
    expect(reading.recipe.dayFirst).toBe(true);
  });

  it('is asked where no row proves it, and the answer is obeyed', async () => {
    const text = table(days(12).map(dmy));
    const reading = await read(text);
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'ambiguous-dates', series: [] });
    expect(reading.question!.choices.map((choice) => choice.flags)).toEqual([
      { dayFirst: true },
      { dayFirst: false },
    ]);
    expect(timesOf(await read(text, { dayFirst: true }))[1]).toBe('2024-01-02T00:00:00');
    expect(timesOf(await read(text, { dayFirst: false }))[1]).toBe('2024-02-01T00:00:00');
  });

  it('is settled by the order of the rows where only one reading goes up evenly', async () => {
    const weeks = days(100, '2024-01-05').filter((day, i) => i % 7 === 0 && Number(day.slice(8)) <= 12);
    expect(timesOf(await read(table(weeks.map(mdy)))).at(-1)).toBe(`${weeks.at(-1)}T00:00:00`);
  });

  it('is refused where one row proves each', async () => {
    const reading = await read(table([...days(30).map(dmy), ...days(30, '2024-02-01').map(mdy)]));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'mixed-date-formats' });
    expect(reading.message).toMatch(/lines \d+ and \d+/);
  });

  it('finds the year among three numbers of two digits', async () => {
    for (const write of [(day: string) => day.slice(2), (day: string) => dmy(day).replace('/20', '/')]) {
      expect(timesOf(await read(table(days(45).map(write)))).at(-1)).toBe('2024-02-14T00:00:00');
    }
  });
});

describe('unusual times', () => {
  it.each([
    [
      'two-digit years first, as in Korea',
      days(60).map(
        (day) => `${Number(day.slice(2, 4))}. ${Number(day.slice(5, 7))}. ${Number(day.slice(8))}.`,
      ),
      'daily',
    ],
    ['periods', days(20).map((day) => `${day}/${day}`), 'daily'],
    ['the time of day first', days(20).map((day) => `06:00 ${dmy(day)}`), 'daily'],
    [
      'seasons of two years',
      Array.from({ length: 12 }, (_, i) => `${2000 + i}-${String(i + 1).padStart(2, '0')}`),
      'yearly',
    ],
    [
      'many hours missing',
      Array.from({ length: 200 }, (_, i) =>
        (i * 7919) % 11 < 6 ? [`${days(9)[Math.floor(i / 24)]} ${String(i % 24).padStart(2, '0')}:00`] : [],
      ).flat(),
      'hourly',
    ],
  ])('%s', async (_, times, frequency) => {
    expect(await read(table(times))).toMatchObject({ outcome: 'ok', frequency, rows: times.length });
  });

  it('a zone whose name is that of several is not guessed', async () => {
    const reading = await read(table(days(5).map((day) => `${day} 10:00 CST`)));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'bad-dates' });
  });
});

describe('dates that do not exist', () => {
  const good = days(40);

  it('are left out and named when they are few', async () => {
    const times = [...good.slice(0, 10), '2024-02-30', ...good.slice(10)];
    const reading = await read(table(times));
    expect(reading.rows).toBe(40);
    expect(reading.warnings[0]).toMatchObject({ code: 'bad-dates', line: 12 });
    expect(reading.warnings[0]!.message).toContain('line 12 “2024-02-30”');
  });

  it('are refused with their lines when they are many', async () => {
    const reading = await read(table(['2023-02-27', '2023-02-28', '2023-02-29', '2023-02-30', '2023-03-01']));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'bad-dates' });
    expect(reading.message).toContain('line 4 “2023-02-29”');
  });

  it('are those without a year', async () => {
    const reading = await read(table(['1-Jan', '2-Jan', '3-Jan']));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'bad-dates' });
    expect(reading.message).toMatch(/no year/);
  });
});

describe('mixed formats', () => {
  it('are read each by its own rule, with a warning that names the line', async () => {
    const times = [...days(10), ...days(20, '2024-01-11').map(dmy)];
    const reading = await read(table(times));
    expect(timesOf(reading).at(-1)).toBe('2024-01-30T00:00:00');
    expect(reading.warnings[0]).toMatchObject({ code: 'mixed-date-formats', line: 12 });
  });

  it('are refused where some times have a zone and some have none', async () => {
    const times = days(20).map((day, i) => `${day}T00:00:00${i > 10 ? 'Z' : ''}`);
    expect((await read(table(times))).errorCode).toBe('mixed-zones');
  });

  it('do not include midnights written without a time of day', async () => {
    const hours = Array.from(
      { length: 48 },
      (_, i) => `2024-01-0${1 + Math.floor(i / 24)} ${String(i % 24).padStart(2, '0')}:00`,
    );
    const reading = await read(table(hours.map((hour) => hour.replace(' 00:00', ''))));
    expect(reading).toMatchObject({ outcome: 'ok', frequency: 'hourly', rows: 48 });
  });
});

describe('numbers as times', () => {
  const count = (n: number, at: (i: number) => number) => Array.from({ length: n }, (_, i) => String(at(i)));

  it.each([
    ['seconds', count(60, (i) => 1_717_200_000 + i * 300), '5-minute', '2024-06-01T00:00:00Z'],
    ['milliseconds', count(60, (i) => 1_717_200_000_000 + i * 60_000), 'minute', '2024-06-01T00:00:00Z'],
    ['microseconds', count(60, (i) => (1_735_689_600 + i * 3600) * 1e6), 'hourly', '2025-01-01T00:00:00Z'],
    ['days since 1900', count(60, (i) => 45_292 + i), 'daily', '2024-01-01T00:00:00'],
    ['years', count(60, (i) => 1960 + i), 'yearly', '1960-01-01T00:00:00'],
    [
      'months',
      count(36, (i) => 202_001 + Math.floor(i / 12) * 100 + (i % 12)),
      'monthly',
      '2020-01-01T00:00:00',
    ],
    ['compact days', days(40).map((day) => day.replaceAll('-', '')), 'daily', '2024-01-01T00:00:00'],
    ['compact hours', count(20, (i) => 2_024_010_100 + i), 'hourly', '2024-01-01T00:00:00'],
  ])('reads %s', async (_, times, frequency, first) => {
    const reading = await read(table(times));
    expect(reading.frequency).toBe(frequency);
    expect(timesOf(reading)[0]).toBe(first);
  });

  it('does not take large numbers without a telling name for times', async () => {
    const caps = count(30, (i) => 451_912_539_035_000 + ((i * 7919) % 31) * 1e9);
    const reading = await read(lines('name,cap', ...caps.map((cap) => `x,${cap}`)));
    expect(reading.errorCode).toBe('no-time-column');
    expect(
      (await read(lines('rpm,torque', ...count(8, (i) => 1000 + i * 250).map((rpm) => `${rpm},1`)))).outcome,
    ).toBe('ask');
  });

  it('keeps an integer index as an index', async () => {
    const reading = await read(
      table(
        count(30, (i) => i),
        't',
      ),
    );
    expect(reading).toMatchObject({ outcome: 'ok', frequency: 'index', rows: 30 });
    expect(timesOf(reading).slice(0, 2)).toEqual(['0', '1']);
  });
});

describe('times in several columns', () => {
  it('joins a date and a time, an hour, or hhmmss', async () => {
    const rows = Array.from({ length: 48 }, (_, i) => ({ day: days(2)[Math.floor(i / 24)]!, hour: i % 24 }));
    const pad = (hour: number) => String(hour).padStart(2, '0');
    for (const [header, write] of [
      ['Date,Time,v', (hour: number) => `${pad(hour)}:00:00`],
      ['Date,Hour,v', String],
      ['<DATE>,<TIME>,v', (hour: number) => `${pad(hour)}0000`],
    ] as const) {
      const reading = await read(
        lines(header, ...rows.map(({ day, hour }, i) => `${day},${write(hour)},${i}`)),
      );
      expect(reading).toMatchObject({ frequency: 'hourly', rows: 48 });
      expect(Object.keys(valuesOf(reading))).toEqual(['v']);
    }
  });

  it('counts hours from 1 to 24 to the end of the day', async () => {
    const rows = days(3).flatMap((day) => Array.from({ length: 24 }, (_, i) => `${day},${i + 1},1`));
    expect(timesOf(await read(lines('date,hour,v', ...rows))).at(-1)).toBe('2024-01-04T00:00:00');
  });

  it('joins year, month, day and hour', async () => {
    const rows = Array.from(
      { length: 72 },
      (_, i) => `${i + 1},2010,1,${1 + Math.floor(i / 24)},${i % 24},${i}`,
    );
    const reading = await read(lines('No,year,month,day,hour,pm', ...rows));
    expect(reading).toMatchObject({ outcome: 'ok', frequency: 'hourly', rows: 72 });
    expect(Object.keys(valuesOf(reading))).toEqual(['pm']);
    expect(reading.recipe.timeColumn).toBe('year+month+day+hour');
  });

  it('joins nameless years and months that always go up', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${1990 + Math.floor(i / 12)};${(i % 12) + 1};${i * 1.5}`,
    );
    expect(await read(lines(...rows))).toMatchObject({ outcome: 'ok', frequency: 'monthly', rows: 60 });
  });

  it('refuses two tables side by side', async () => {
    const rows = days(30).map((day, i) => `${day},${i},${days(60)[i * 2]},${i}`);
    expect((await read(lines('Date,A,Date,B', ...rows))).errorCode).toBe('paired-tables');
  });
});

describe('zones', () => {
  it('keeps written offsets as UTC', async () => {
    const reading = await read(
      table(['2024-01-01T00:00:00+09:00', '2024-01-01T01:00:00+09:00', '2024-01-01T02:00:00+09:00']),
    );
    expect(timesOf(reading)[0]).toBe('2023-12-31T15:00:00Z');
  });

  const night = ['00:00', '01:00', '02:00', '02:00', '03:00', '04:00'].map((hour) => `2023-10-29 ${hour}`);

  it('warns of an hour that stands twice, and tells the two apart in a named zone', async () => {
    const reading = await read(table(night));
    expect(warned(reading)).toContain('duplicate-timestamps');
    expect(reading.warnings[0]!.message).toMatch(/--zone/);
    const zoned = await read(table(night), { zone: 'Europe/Berlin' });
    expect(zoned).toMatchObject({ outcome: 'ok', rows: 6, frequency: 'hourly' });
    expect(timesOf(zoned)[0]).toBe('2023-10-28T22:00:00Z');
  });

  it('does so in a file with the newest row first', async () => {
    const zoned = await read(table([...night].reverse()), { zone: 'Europe/Berlin' });
    expect(valuesOf(zoned).v).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('warns of times that the clocks skipped', async () => {
    const times = ['00:00', '01:00', '02:00', '04:00', '05:00'].map((hour) => `2024-03-31 ${hour}`);
    const zoned = await read(table(times), { zone: 'Europe/Berlin' });
    expect(zoned.warnings.map((warning) => [warning.code, warning.line])).toContainEqual(['dst-gap', 4]);
  });

  it('leaves dates alone, and refuses a zone that does not exist', async () => {
    expect(timesOf(await read(table(days(5)), { zone: 'Asia/Seoul' }))[0]).toBe('2024-01-01T00:00:00');
    expect((await read(table(night), { zone: 'Europe/Nowhere' })).errorCode).toBe('unknown-zone');
  });
});

describe('no time at all', () => {
  const numbers = lines('value', '1005.31', '1009.03', '1016.69', '1021.17');

  it('is asked, with the row number among the answers', async () => {
    const reading = await read(numbers);
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'no-time-column' });
    const counted = await read(numbers, reading.question!.choices[0]!.flags);
    expect(timesOf(counted)).toEqual(['1', '2', '3', '4']);
  });

  it.each([
    ['2013-01-01', 'day', '2013-01-04T00:00:00', 'daily'],
    ['2013-01-31', 'month', '2013-04-30T00:00:00', 'monthly'],
    ['2013-01-01T09:00', '15 min', '2013-01-01T09:45:00', '15-minute'],
    ['2013-01-04', 'business day', '2013-01-09T00:00:00', 'business-daily'],
    ['2013', 'year', '2016-01-01T00:00:00', 'yearly'],
    ['10', '5', '25', 'index'],
  ])('is made from %s by %s', async (start, step, last, frequency) => {
    const reading = await read(numbers, { start, step });
    expect(timesOf(reading).at(-1)).toBe(last);
    expect(reading.frequency).toBe(frequency);
  });

  it('refuses a start or a step that is not understood', async () => {
    expect((await read(numbers, { start: 'yesterday', step: 'day' })).errorCode).toBe('bad-start');
    expect((await read(numbers, { start: '2013-01-01', step: 'blue' })).errorCode).toBe('bad-step');
    expect((await read(numbers, { start: '2013-01-01' })).errorCode).toBe('no-step');
  });

  it('keeps the first row of a file without header', async () => {
    const bare = numbers.replace('value\n', '');
    const reading = await read(bare, { header: false, start: '2013-01-01', step: 'day' });
    expect(valuesOf(reading)).toEqual({ 'column 1': [1005.31, 1009.03, 1016.69, 1021.17] });
  });
});
