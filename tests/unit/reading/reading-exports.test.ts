import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { days, lines, read, timesOf, valuesOf, warned } from './read-text.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const pad = (value: number) => String(value).padStart(2, '0');
const months = (count: number, year = 2020) =>
  range(count).map((i) => ({ year: year + Math.floor(i / 12), month: (i % 12) + 1, i }));

/** Values 0, 1, 2 … under times written in some way. */
const column = (times: readonly string[], header = 'time') =>
  lines(`${header};v`, ...times.map((time, i) => `${time};${i}`));

/** The same file in the way that each program writes it, and the times that it means. */
async function expectTimes(source: string | Uint8Array, first: string, last: string): Promise<void> {
  const reading = await read(source);
  expect(reading.message).toMatch(/^Read /);
  const times = timesOf(reading);
  expect([times[0], times.at(-1)]).toEqual([first, last]);
  const again = await read(source, reading.recipe);
  expect(again.series).toEqual(reading.series);
}

describe('years counted otherwise', () => {
  it('are those of Taiwan: 113/01/02 is 2024', async () => {
    await expectTimes(
      iconv.encode(
        column(
          days(30).map((day) => `113/${day.slice(5, 7)}/${day.slice(8)}`),
          '日期',
        ),
        'big5',
      ),
      '2024-01-01T00:00:00',
      '2024-01-30T00:00:00',
    );
  });

  it('are refused where two digits may be of Taiwan or not', async () => {
    const reading = await read(column(['99/12/30', '99/12/31', '100/01/01', '100/01/02']));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'mixed-date-formats' });
  });

  it.each([
    ['令和6年', (day: string) => `令和6年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`],
    ['R6.', (day: string) => `R6.${Number(day.slice(5, 7))}.${Number(day.slice(8))}`],
  ])('are those of a Japanese era: %s', async (_, write) => {
    await expectTimes(column(days(40).map(write)), '2024-01-01T00:00:00', '2024-02-09T00:00:00');
  });

  it('are Buddhist where all of them lie five centuries ahead, with a warning that can be switched off', async () => {
    const text = column(days(40).map((day) => `${day.slice(8)}/${day.slice(5, 7)}/2567`));
    const reading = await read(text);
    expect([timesOf(reading)[0], warned(reading)]).toEqual(['2024-01-01T00:00:00', ['buddhist-years']]);
    expect(timesOf(await read(text, { keep: ['buddhist-years'] }))[0]).toBe('2567-01-01T00:00:00');
  });

  it('have two digits and cross 1969', async () => {
    const text = column(months(36, 1968).map(({ year, month }) => `${pad(month)}/15/${year % 100}`));
    await expectTimes(text, '1968-01-15T00:00:00', '1970-12-15T00:00:00');
  });

  it('have two digits that may be of the last century: said, not hidden', async () => {
    const reading = await read(
      column(months(36, 1948).map(({ year, month }) => `${pad(month)}/15/${year % 100}`)),
    );
    expect(warned(reading)).toEqual(['two-digit-years']);
  });

  it('are decimals by which R counts months', async () => {
    const text = lines(
      '"","time","v"',
      ...months(36).map(({ year, month, i }) => `"${i + 1}",${year + (month - 1) / 12},${i}`),
    );
    await expectTimes(text, '2020-01-01T00:00:00', '2022-12-01T00:00:00');
  });
});

describe('weeks, days of the year and periods of a day', () => {
  it('are weeks where the name says so, and never months', async () => {
    const text = lines('yearweek,v', ...range(10).map((i) => `2024${pad(i + 1)},${i}`));
    await expectTimes(text, '2024-01-01T00:00:00', '2024-03-04T00:00:00');
    const dashed = await read(lines('week,v', ...range(10).map((i) => `2024-${pad(i + 1)},${i}`)));
    expect(dashed).toMatchObject({ outcome: 'error', errorCode: 'bad-dates' });
    expect(dashed.message).toContain('line 2');
  });

  it('are read again as what they were, by the recipe', async () => {
    const { recipe } = await read(
      lines('yearweek,v', ...range(60).map((i) => `${2023 + Math.floor(i / 52)}${pad((i % 52) + 1)},${i}`)),
    );
    const next = await read(lines('yearweek,v', '202409,60', '202410,61'), recipe);
    expect(timesOf(next)).toEqual(['2024-02-26T00:00:00', '2024-03-04T00:00:00']);
    const other = await read(lines('yearweek,v', '20240902,60', '20240903,61'), recipe);
    expect(other).toMatchObject({ outcome: 'error', errorCode: 'bad-time-column' });
  });

  it('are weeks beside a year, by ISO 8601 or by the MMWR', async () => {
    const table = (name: string) => lines(`year,${name},v`, ...range(52).map((i) => `2023,${i + 1},${i}`));
    await expectTimes(table('week'), '2023-01-02T00:00:00', '2023-12-25T00:00:00');
    await expectTimes(table('mmwr_week'), '2023-01-01T00:00:00', '2023-12-24T00:00:00');
  });

  it('are days of the year, beside it or behind it', async () => {
    const beside = lines('YEAR,DOY,v', ...range(60).map((i) => `2024,${i + 1},${i}`));
    await expectTimes(beside, '2024-01-01T00:00:00', '2024-02-29T00:00:00');
    const behind = lines('date,v', ...range(60).map((i) => `2024${String(i + 1).padStart(3, '0')},${i}`));
    await expectTimes(behind, '2024-01-01T00:00:00', '2024-02-29T00:00:00');
  });

  it('are the half hours of electricity markets', async () => {
    const text = lines(
      'SettlementDate,SettlementPeriod,v',
      ...days(4).flatMap((day, i) => range(48).map((p) => `${day},${p + 1},${i * 48 + p}`)),
    );
    await expectTimes(text, '2024-01-01T00:00:00', '2024-01-04T23:30:00');
  });

  it('are refused where a day has 25 hours, and not read as minutes', async () => {
    const text = lines(
      'Fecha;Hora;v',
      ...days(3, '2024-10-26').flatMap((day, i) =>
        range(i === 1 ? 25 : 24).map((h) => `${day};${h + 1};${h}`),
      ),
    );
    const reading = await read(text);
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'bad-time-column' });
    expect(reading.message).toContain('25 on line 50');
  });

  it.each([
    [
      'hh.mm.ss beside the date',
      'Date;Time',
      (day: string, h: number) => `${day.split('-').reverse().join('/')};${pad(h)}.00.00`,
    ],
    [
      'a range of hours beside the date',
      'Date;Hour',
      (day: string, h: number) => `${day};${pad(h)} - ${pad((h + 1) % 24)}`,
    ],
    ['hour and minute beside the date', 'date;hour;minute', (day: string, h: number) => `${day};${h};0`],
    ['hhmmss that are never padded', 'date;time', (day: string, h: number) => `${day};${h * 10000}`],
    ['points in the time of day', 'time', (day: string, h: number) => `${day} ${pad(h)}.00`],
    [
      'brackets, as in the log of a server',
      'time',
      (day: string, h: number) => `[${day.slice(8)}/Jan/2024:${pad(h)}:00:00]`,
    ],
  ])('are %s', async (_, header, write) => {
    const rows = days(14).flatMap((day) => range(24).map((h) => write(day, h)));
    await expectTimes(
      lines(`${header};v`, ...rows.map((row, i) => `${row};${i}`)),
      '2024-01-01T00:00:00',
      '2024-01-14T23:00:00',
    );
  });
});

describe('offices of statistics', () => {
  it('name months M01 to M13, of which the last is a mean and left out', async () => {
    const rows = [2020, 2021].flatMap((year) => range(13).map((m) => `${year},M${pad(m + 1)},${m}`));
    const reading = await read(lines('Year,Period,Value', ...rows));
    expect([timesOf(reading).at(-1), reading.rows]).toEqual(['2021-12-01T00:00:00', 24]);
    expect(warned(reading)).toEqual(['skipped-lines', 'bad-dates']);
  });

  it('number the year as its thirteenth month', async () => {
    const rows = [2020, 2021].flatMap((year) => range(13).map((m) => `${year}${pad(m + 1)},${m}`));
    const reading = await read(lines('YYYYMM,Value', ...rows));
    expect([reading.rows, warned(reading)]).toEqual([24, ['skipped-lines', 'bad-dates']]);
  });

  it('write quarters as words beside the year', async () => {
    const rows = range(20).map((i) => `${2015 + Math.floor(i / 4)},Q${(i % 4) + 1},${i}`);
    await expectTimes(lines('Year,Qtr,GDP', ...rows), '2015-01-01T00:00:00', '2019-10-01T00:00:00');
  });

  it('describe the cells in a line below the header', async () => {
    const rows = days(30).map((day, i) => `USGS\t01646500\t${day}\t${5000 + i}\tA`);
    const reading = await read(
      lines(
        '# warning',
        'agency_cd\tsite_no\tdatetime\t01_00060\t01_00060_cd',
        '5s\t15s\t20d\t14n\t10s',
        ...rows,
      ),
    );
    expect(Object.keys(valuesOf(reading))).toEqual(['01_00060']);
  });

  it('group thousands by commas beside months written 2024.01', async () => {
    const rows = months(36).map(
      ({ year, month, i }) => `"${year}.${pad(month)}","26,${String(i).padStart(3, '0')}"`,
    );
    expect((await read(lines('"시점","취업자"', ...rows))).series[0]!.values[1]).toBe(26_001);
  });
});

describe('matrices', () => {
  const day = (label: (hour: number) => string, count = 24) =>
    lines(
      `date,${range(count).map(label).join(',')}`,
      ...days(5).map(
        (date, i) =>
          `${date},${range(count)
            .map((h) => i * count + h)
            .join(',')}`,
      ),
    );

  it.each([
    ['1시 to 24시', day((h) => `${h + 1}시`), '2024-01-01T01:00:00', '2024-01-06T00:00:00'],
    ['HE1 to HE24', day((h) => `HE${h + 1}`), '2024-01-01T01:00:00', '2024-01-06T00:00:00'],
    ['0 to 23', day(String), '2024-01-01T00:00:00', '2024-01-05T23:00:00'],
    [
      'half hours',
      day((h) => `${pad(Math.floor(h / 2))}:${h % 2 ? '30' : '00'}`, 48),
      '2024-01-01T00:00:00',
      '2024-01-05T23:30:00',
    ],
  ])('of days and hours are one series: %s', async (_, text, first, last) => {
    await expectTimes(text, first, last);
    const reading = await read(text);
    expect(reading.series.map(({ values }) => [...values.keys()].every((i) => values[i] === i))).toEqual([
      true,
    ]);
  });

  it('of months and years are one series, without their totals', async () => {
    const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Total'.split(' ');
    const text = lines(
      'Month,2019,2020,2021,2022',
      ...names.map(
        (name, m) =>
          `${name},${range(4)
            .map((y) => y * 12 + m)
            .join(',')}`,
      ),
    );
    await expectTimes(text, '2019-01-01T00:00:00', '2022-12-01T00:00:00');
    expect([...(await read(text)).series[0]!.values]).toEqual(range(48));
  });

  it('keep a header that is made of numbers', async () => {
    const reading = await read(lines('date,101,102', ...days(20).map((date, i) => `${date},${i},${i}`)));
    expect(Object.keys(valuesOf(reading))).toEqual(['101', '102']);
  });

  it('of stations above the table itself are left out', async () => {
    const rows = days(40).map((date, i) => `0,${date},${i}`);
    const reading = await read(
      lines('location_id,latitude,longitude,zone', '0,52.52,13.41,GMT', '', 'location_id,time,temp', ...rows),
    );
    expect(Object.keys(valuesOf(reading))).toEqual(['temp']);
  });
});

describe('files that do not say what they seem to say', () => {
  it('have a hole between blanks, which would move all cells behind it', async () => {
    const rows = days(20).map((date, i) => `${date}  ${i}  ${i === 7 ? ' ' : i * 2}  ${i * 3}`);
    const reading = await read(lines('Date North South East', ...rows));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'ragged-rows' });
    expect(reading.message).toContain('Line 9');
  });

  it('go on with the columns in another order', async () => {
    const first = days(15).map((date, i) => `${date},${i},${i + 100}`);
    const second = days(15, '2024-01-16').map((date, i) => `${date},${i + 100},${i}`);
    const reading = await read(lines('date,a,b', ...first, 'date,b,a', ...second));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'changed-header' });
    expect(reading.message).toContain('Line 17');
  });

  it('begin with a hundred comments that hold the delimiter', async () => {
    const comments = range(100).map((i) => `# remark ${i}, with a comma, and one more`);
    const text = lines(...comments, 'date,v', ...days(30).map((date, i) => `${date},${i}`));
    await expectTimes(text, '2024-01-01T00:00:00', '2024-01-30T00:00:00');
  });

  it('use both decimal marks, each in a column of its own, and are read so again', async () => {
    const text = lines('date;a;b', ...days(20).map((date, i) => `${date};${i},5;${i}.25`));
    await expectTimes(text, '2024-01-01T00:00:00', '2024-01-20T00:00:00');
    expect((await read(text)).series.map(({ values }) => values[1])).toEqual([1.5, 1.25]);
  });

  it('hold serial dates with a decimal comma', async () => {
    const text = lines(
      'Datum;Wert',
      ...range(40).map((i) => `${45292 + Math.floor(i / 2)},${i % 2 ? 5 : 0};${i},5`),
    );
    await expectTimes(text, '2024-01-01T00:00:00', '2024-01-20T12:00:00');
  });
});

describe('what no list names', () => {
  it('is a number below zero that stands again and again far below all others', async () => {
    const values = range(30).map((i) => (i % 7 === 3 ? -200 : 2 + i / 10));
    const reading = await read(lines('date,v', ...days(30).map((date, i) => `${date},${values[i]}`)));
    expect([reading.series[0]!.missing, warned(reading)]).toEqual([4, ['suspected-sentinel']]);
  });

  it('is not what other losses accompany', async () => {
    const values = range(30).map((i) => (i % 7 === 3 ? -200 : i % 5 === 0 ? -3 : 2 + i / 10));
    const reading = await read(lines('date,v', ...days(30).map((date, i) => `${date},${values[i]}`)));
    expect(reading.series[0]!.missing).toBe(0);
  });

  it('are two currencies in one column', async () => {
    const reading = await read(
      lines('date;v', ...days(20).map((date, i) => `${date};${i % 2 ? '$' : '€'}${i}`)),
    );
    expect(warned(reading)).toContain('mixed-units');
  });

  it('is a quality named after what it judges', async () => {
    const rows = days(20).map((date, i) => `${date};${i}.5;1`);
    expect(Object.keys(valuesOf(await read(lines('AAAAMMJJ;TN;QTN', ...rows))))).toEqual(['TN']);
  });

  it('are days in a row that would be one day of many years with the year first', async () => {
    const text = column(days(25).map((date) => date.slice(2).split('-').reverse().join('.')));
    await expectTimes(text, '2024-01-01T00:00:00', '2024-01-25T00:00:00');
  });
});
