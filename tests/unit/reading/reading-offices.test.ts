import { describe, expect, it } from 'vitest';
import { days, lines, read, timesOf, valuesOf, warned } from './read-text.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const pad = (value: number) => String(value).padStart(2, '0');
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Values 0, 1, 2 … under times written in some way. */
const column = (times: readonly (string | number)[], header = 'time') =>
  lines(`${header},v`, ...times.map((time, i) => `${time},${i}.5`));

describe('R prints a time series', () => {
  it('by years and months, and nothing above the years', async () => {
    const rows = [1949, 1950, 1951].map((year, r) =>
      `${year} ${range(12).map((i) => String(112 + i + 12 * r).padStart(4))}`.replaceAll(',', ''),
    );
    const reading = await read(lines(`     ${monthNames.join('  ')}`, ...rows));
    expect(reading).toMatchObject({ frequency: 'monthly', rows: 36, outcome: 'ok' });
    expect(valuesOf(reading).value).toEqual(range(36).map((i) => 112 + i));
    expect((await read(lines(`     ${monthNames.join('  ')}`, ...rows), reading.recipe)).series).toEqual(
      reading.series,
    );
  });

  it('by years and quarters', async () => {
    const rows = range(10).map(
      (r) =>
        `${1990 + r}  ${range(4)
          .map((i) => r * 4 + i)
          .join('  ')}`,
    );
    const reading = await read(lines('     Qtr1 Qtr2 Qtr3 Qtr4', ...rows));
    expect(reading.frequency).toBe('quarterly');
    expect(valuesOf(reading).value).toEqual(range(40));
  });
});

describe('years with twelve nameless numbers', () => {
  const rows = range(6).map(
    (r) =>
      ` ${2015 + r} ${range(12)
        .map((i) => (r * 12 + i) / 10)
        .join(' ')}`,
  );

  it('are asked about: months of one series, or twelve series', async () => {
    const asked = await read(lines(...rows));
    expect(asked).toMatchObject({ outcome: 'ask', errorCode: 'ambiguous-layout' });
    const answers = asked.question!.choices.map(({ flags }) => read(lines(...rows), flags));
    const [months, apart] = await Promise.all(answers);
    expect(valuesOf(months!).value).toEqual(range(72).map((i) => i / 10));
    expect(apart).toMatchObject({ frequency: 'yearly', outcome: 'ok' });
    expect(apart!.series).toHaveLength(12);
    for (const one of [months!, apart!]) {
      expect((await read(lines(...rows), one.recipe)).series).toEqual(one.series);
    }
  });

  it('may stand between a line of two years and a note that names the mark of a missing one', async () => {
    const last = ' 2021 1 2 3 -99.90 -99.90 -99.90 -99.90 -99.90 -99.90 -99.90 -99.90 -99.90';
    const text = lines('  2015  2021', ...rows, last, '  -99.9', '  some index');
    const reading = await read(text, { monthsAcross: true });
    expect(timesOf(reading).at(-1)).toBe('2021-03-01T00:00:00');
    expect(warned(reading)).toContain('suspected-sentinel');
    const kept = await read(text, { monthsAcross: true, keep: ['suspected-sentinel'] });
    expect(kept.series[0]!.values.at(-1)).toBe(-99.9);
  });

  it('are not asked about where the columns have names or the years have holes', async () => {
    const named = lines(
      `year ${range(12)
        .map((i) => `v${i}`)
        .join(' ')}`,
      ...rows,
    );
    expect((await read(named)).series).toHaveLength(12);
    const holes = rows.filter((_, i) => i !== 2);
    expect((await read(lines(...holes))).errorCode).not.toBe('ambiguous-layout');
  });
});

describe('matrices', () => {
  it('of the numbers of months and years are one series', async () => {
    const rows = range(12).map((i) => `${i + 1},${range(5).map((year) => year * 12 + i)}`);
    const reading = await read(lines(`Month,${range(5).map((i) => 2019 + i)}`, ...rows));
    expect(valuesOf(reading).value).toEqual(range(60));
    expect([timesOf(reading)[0], reading.frequency]).toEqual(['2019-01-01T00:00:00', 'monthly']);
  });

  it.each([
    ['days and months, of an unknown year', `Day,${monthNames}`, 31, 12],
    ['months of too few years', 'Month,2022,2023', 12, 2],
  ])('are no series side by side: %s', async (_, header, rows, width) => {
    const text = lines(header, ...range(rows).map((i) => `${i + 1},${range(width).map((k) => i + k + 0.5)}`));
    expect((await read(text)).outcome).toBe('ask');
  });
});

describe('offices of statistics', () => {
  it('Korea: months with 월 above regions, whose first numbers go up by one', async () => {
    const header = range(6).map((i) => `"2024.${pad(i + 1)} 월"`);
    const rows = ['전국', '서울', '부산'].map(
      (name, r) => `"${name}",${range(6).map((i) => 1000 + r + i * 10)}`,
    );
    const reading = await read(lines(`"행정구역별",${header}`, ...rows));
    expect(reading).toMatchObject({ frequency: 'monthly', rows: 6 });
    expect(valuesOf(reading).서울).toEqual([1001, 1011, 1021, 1031, 1041, 1051]);
  });

  it.each([
    ['an office’s long file', 'REF_AREA', 'OBS_VALUE', 'DECIMALS,BASE_PER', '2,2015'],
    ['another', 'GEO', 'VALUE', 'UOM_ID,SCALAR_ID', '17,0'],
  ])('units and decimals beside the values are no series: %s', async (_, id, value, codes, numbers) => {
    const rows = ['AUS', 'KOR'].flatMap((area, r) =>
      range(16).map((i) => `${area},${2020 + (i >> 2)}-Q${(i % 4) + 1},${500 + r * 100 + i}.25,${numbers}`),
    );
    const reading = await read(lines(`${id},TIME_PERIOD,${value},${codes}`, ...rows));
    expect(reading.series.map(({ name }) => name)).toEqual(['AUS', 'KOR']);
  });
});

describe('dates that look like others', () => {
  it.each([
    ['days since 1850-01-01', range(20).map((i) => 63553.5 + i), '2024-01-02T12:00:00', 'daily'],
    [
      'time (hours since 1900-01-01 00:00:00.0)',
      range(20).map((i) => 1087000 + i),
      '2024-01-02T16:00:00',
      'hourly',
    ],
    ['minutes since 2024-01-01', range(20).map((i) => 15 * i), '2024-01-01T00:00:00', '15-minute'],
  ])('are counted from the day in the name: %s', async (name, times, first, frequency) => {
    const reading = await read(column(times, name));
    expect([timesOf(reading)[0], reading.frequency]).toEqual([first, frequency]);
    expect((await read(column(times, name), reading.recipe)).series).toEqual(reading.series);
  });

  it.each([
    ['2024', '2024-01-01'],
    ['2005, which begins with a zero and is no serial date', '2005-12-20'],
  ])('are six digits of a year, a month and a day: %s', async (_, from) => {
    const text = column(
      days(40, from).map((day) => day.slice(2).replaceAll('-', '')),
      'date',
    );
    const reading = await read(text);
    expect([timesOf(reading)[0], reading.frequency]).toEqual([`${from}T00:00:00`, 'daily']);
    expect((await read(text, reading.recipe)).series).toEqual(reading.series);
  });

  it.each([
    ['day first', (day: string) => day.slice(8) + day.slice(5, 7) + day.slice(2, 4)],
    ['month first', (day: string) => day.slice(5, 7) + day.slice(8) + day.slice(2, 4)],
  ])('are six digits in another order, and no row numbers: %s', async (_, write) => {
    const reading = await read(column(days(20, '2024-10-10').map(write), 'date'));
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'no-time-column' });
  });

  it('are epoch seconds that turn into milliseconds, and no index', async () => {
    const times = range(40).map((i) => (1_704_067_200 + 60 * i) * (i < 20 ? 1 : 1000));
    expect((await read(column(times, 'ts'))).errorCode).toBe('no-time-column');
  });

  it('count seconds through a long pause', async () => {
    const reading = await read(column(range(40).map((i) => (i < 20 ? 10 * i : 50_000 + 10 * i))));
    expect([reading.frequency, reading.outcome]).toEqual(['index', 'ok']);
  });

  it.each(['1403/02', '1445/07'])('are of the Persian or the Islamic calendar: %s', async (month) => {
    const reading = await read(
      column(
        range(28).map((i) => `${month}/${pad(i + 1)}`),
        'date',
      ),
    );
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'bad-dates' });
    expect(reading.message).toContain('Gregorian');
  });

  it('are years of the Middle Ages', async () => {
    const reading = await read(
      column(
        range(90).map((i) => 1380 + i),
        'year',
      ),
    );
    expect(timesOf(reading)[0]).toBe('1380-01-01T00:00:00');
  });

  it.each([
    ['full-width', (digit: string) => String.fromCharCode(0xff10 + Number(digit))],
    ['Arabic', (digit: string) => String.fromCharCode(0x660 + Number(digit))],
  ])('are written in %s digits', async (_, write) => {
    const rows = days(20).map((day, i) => `${day};${10 + i}`.replace(/\d/g, write));
    const reading = await read(lines('time;v', ...rows));
    expect(timesOf(reading)[19]).toBe('2024-01-20T00:00:00');
    expect(valuesOf(reading).v!.slice(0, 2)).toEqual([10, 11]);
  });
});

describe('numbers beside others', () => {
  it('carry units of different size: left out, and said', async () => {
    const rows = range(30).map(
      (i) => `2024-01-01 12:${pad(i)},${i < 15 ? `${900 + i} MB` : `1.${i} GB`},${i}`,
    );
    const reading = await read(lines('time,memory,n', ...rows));
    expect([Object.keys(valuesOf(reading)), warned(reading)]).toEqual([['n'], ['mixed-units']]);
  });

  it('are lakhs and crores: refused', async () => {
    const rows = days(20).map((day, i) => `${day},${i % 2 ? `${1 + i / 10} Cr` : `${90 + i} L`}`);
    expect((await read(lines('date,v', ...rows))).errorCode).toBe('no-values');
  });

  it('are the days of a publication, and no series', async () => {
    const rows = days(15).flatMap((day, i) => ['a', 'b'].map((id) => `${day},${id},${i},20240205`));
    const reading = await read(lines('사용일자,역명,승객수,등록일자', ...rows));
    expect(reading.series.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are degrees of two scales: refused', async () => {
    const rows = days(20).map((day, i) => `${day},${20 + i} °${i % 2 ? 'C' : 'F'}`);
    expect((await read(lines('date,t', ...rows))).errorCode).toBe('no-values');
  });

  it('stand beside a unit that changes within a series: said', async () => {
    const write = (unit: (i: number) => string) =>
      read(
        lines(
          'date,id,v,unit',
          ...days(20).flatMap((day, i) => [`${day},a,${i},${unit(i)}`, `${day},b,${i},g`]),
        ),
      );
    expect(warned(await write((i) => (i % 2 ? 'g' : 'kg')))).toEqual(['mixed-units']);
    expect(warned(await write(() => 'kg'))).toEqual([]);
  });

  it('carry a percent sign in some rows only: said', async () => {
    const mixed = days(20).map((day, i) => `${day},${i % 2 ? `${12 + i}%` : `0.${12 + i}`}`);
    expect(warned(await read(lines('date,rate', ...mixed)))).toEqual(['mixed-units']);
    const zeros = days(20).map((day, i) => `${day},${i % 2 ? `${12 + i}%` : '0'}`);
    expect(warned(await read(lines('date,rate', ...zeros)))).toEqual([]);
  });

  it('stand between single quotation marks: refused by name', async () => {
    const reading = await read(lines("'date','v'", ...days(20).map((day, i) => `'${day}','${i}.5'`)));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'no-values' });
    expect(reading.message).toContain('single quotation marks');
  });

  it('stand in lines that are quoted as a whole: refused by name', async () => {
    const reading = await read(lines('"date,v"', ...days(20).map((day, i) => `"${day},${i}"`)));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'no-values' });
    expect(reading.message).toContain('Each line');
  });
});

describe('tables drawn with lines', () => {
  it('keep the names above the line', async () => {
    const rows = days(20).map((day, i) => `|${day}|   1.${200 + i},50${i % 6 === 2 ? '-' : ' '}|EUR  |`);
    const line = '-----------------------------';
    const reading = await read(lines(line, '|Date      |     Amount|Crcy |', line, ...rows, line));
    expect(valuesOf(reading).Amount!.slice(0, 3)).toEqual([1200.5, 1201.5, -1202.5]);
    const drawn = ['+------------+------+', '| date       | v    |', '+------------+------+'];
    const psql = await read(lines(...drawn, ...days(20).map((day, i) => `| ${day} | ${i}.25 |`), drawn[0]!));
    expect(valuesOf(psql).v).toHaveLength(20);
  });

  it('are refused where a second one of other rows stands below the first', async () => {
    const daily = days(20).map((day, i) => `${day},${100 + i}`);
    const monthly = range(6).map((i) => `2024-${pad(i + 1)},3000`);
    const reading = await read(lines('date,sales', ...daily, '', 'Monthly', 'month,sales', ...monthly));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'changed-header' });
    expect(reading.message).toContain('Line 24');
  });
});
