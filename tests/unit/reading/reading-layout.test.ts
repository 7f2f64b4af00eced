import { describe, expect, it } from 'vitest';
import { days, lines, read, timesOf, valuesOf, warned } from './read-text.ts';

const rowsOf = (count: number, write: (day: string, i: number) => string) => days(count).map(write);

describe('header and preamble', () => {
  it('leaves title, metadata and blank lines above the header', async () => {
    const reading = await read(
      lines(
        'latitude,longitude,zone',
        '52.5,13.4,3600',
        '',
        'time,temperature (°C)',
        ...rowsOf(20, (day, i) => `${day},${i}`),
      ),
    );
    expect(valuesOf(reading)['temperature (°C)']).toHaveLength(20);
    expect(reading.evidence.map((line) => line.message)).toContain(
      'The header is on line 4, the data begin on line 5',
    );
  });

  it('joins several header rows, without the part that all columns share', async () => {
    const reading = await read(
      lines(
        'Price,Close,Open',
        'Ticker,ACME,ACME',
        'Date,,',
        ...rowsOf(10, (day, i) => `${day},${i},${i + 1}`),
      ),
    );
    expect(reading.series.map((one) => one.name)).toEqual(['Close', 'Open']);
    expect(reading.columns[0]!.name).toBe('Date');
  });

  it('takes a units row into the names', async () => {
    const reading = await read(
      lines('date,temp,rain', 'YYYY-MM-DD,°C,mm', ...rowsOf(10, (day, i) => `${day},${i},${i}`)),
    );
    expect(reading.series.map((one) => one.name)).toEqual(['temp °C', 'rain mm']);
  });

  it('names columns by their number where there is no header', async () => {
    const reading = await read(lines(...rowsOf(10, (day, i) => `${day},${i},${i * 2}`)));
    expect(Object.keys(valuesOf(reading))).toEqual(['column 2', 'column 3']);
    expect(reading.recipe.header).toBe(false);
  });

  it('undoes R, which leaves out the name of its row names', async () => {
    const reading = await read(lines('"date" "x"', ...rowsOf(10, (day, i) => `"${i + 1}" "${day}" ${i}.5`)));
    expect(valuesOf(reading)).toEqual({ x: Array.from({ length: 10 }, (_, i) => i + 0.5) });
  });

  it('refuses numbers that the delimiter cuts in two', async () => {
    const reading = await read(lines('date,v', ...rowsOf(30, (day, i) => `${day},${1 + i},000`)));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'ragged-rows' });
    expect(reading.message).toMatch(/Line 2 has 3 cells/);
    const dates = await read(lines('Date,Value', ...rowsOf(30, (_, i) => `January ${i + 1}, 2024,${i}`)));
    expect(dates.errorCode).toBe('ragged-rows');
  });

  it('leaves out a few rows with too many cells, and says so', async () => {
    const reading = await read(lines('date,v', ...rowsOf(60, (day, i) => `${day},${i === 7 ? '1,234' : i}`)));
    expect(reading.rows).toBe(59);
    expect(reading.warnings[0]).toMatchObject({ code: 'ragged-rows', line: 9 });
  });

  it('keeps apart columns of one name', async () => {
    const reading = await read(lines('date,a,a', ...rowsOf(5, (day, i) => `${day},${i},${i + 1}`)));
    expect(reading.series.map((one) => one.name)).toEqual(['a', 'a (2)']);
  });
});

describe('lines that are no data', () => {
  it('are left out at the end and counted', async () => {
    const reading = await read(
      lines(
        'Date,Sales',
        ...rowsOf(30, (day, i) => `${day},${i}`),
        '',
        'Total,435',
        'Average,14.5',
        'made by a machine,',
      ),
    );
    expect(reading.rows).toBe(30);
    expect(reading.warnings).toMatchObject([{ code: 'skipped-lines', line: 33 }]);
    expect(reading.warnings[0]!.message).toMatch(/^3 lines at the end were not data/);
  });

  it('are comments and headers in between', async () => {
    const half = rowsOf(10, (day, i) => `${day},${i}`);
    const rest = days(10, '2024-01-11').map((day, i) => `${day},${i}`);
    const reading = await read(lines('date,v', ...half, 'date,v', '# part two', ...rest));
    expect(reading.rows).toBe(20);
    expect(warned(reading)).toEqual(['skipped-lines', 'skipped-lines']);
  });

  it('a header alone is refused', async () => {
    expect(await read('date,value\n')).toMatchObject({ outcome: 'error', errorCode: 'no-rows' });
  });
});

describe('repeated times', () => {
  it('drops equal rows, keeps the last of conflicting ones, and names them', async () => {
    const reading = await read(
      lines(
        'date,y',
        '2024-01-01,1',
        '2024-01-02,2',
        '2024-01-02,2',
        '2024-01-03,3',
        '2024-01-03,888',
        '2024-01-04,4',
        '2024-01-05,5',
        '2024-01-06,6',
      ),
    );
    expect(valuesOf(reading).y).toEqual([1, 2, 888, 4, 5, 6]);
    const { code, message } = reading.warnings[0]!;
    expect(code).toBe('duplicate-timestamps');
    expect(message).toContain('2024-01-03T00:00:00 is 3 on line 5 and 888 on line 6');
  });

  it('are asked about where many conflict and a text could tell them apart', async () => {
    const rows = rowsOf(30, (day) => [1, 2, 3].map((k) => `${day},n${(k * 7) % 4},${k}`).join('\n'));
    const reading = await read(
      lines('date,note,v', ...rows, ...rows.slice(0, 20).map((row) => row.replaceAll(/\d$/gm, '9'))),
    );
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'repeated-times' });
    expect(reading.question!.flag).toMatch(/--series-id/);
  });

  it('sorts rows, and warns only where they went neither up nor down', async () => {
    const rows = rowsOf(10, (day, i) => `${day},${i}`);
    const ascending = Array.from({ length: 10 }, (_, i) => i);
    const reversed = await read(lines('date,v', ...[...rows].reverse()));
    expect([valuesOf(reversed).v, warned(reversed)]).toEqual([ascending, []]);
    const shuffled = await read(lines('date,v', ...rows.map((_, i) => rows[(i * 7) % 10]!)));
    expect([valuesOf(shuffled).v, warned(shuffled)]).toEqual([ascending, ['unsorted']]);
  });
});

describe('long files', () => {
  it('become one series for each id, in order of first appearance', async () => {
    const rows = ['b', 'a'].flatMap((id) => rowsOf(id === 'a' ? 10 : 6, (day, i) => `${id},${day},${i}`));
    const reading = await read(lines('shop,date,sales', ...rows));
    expect(reading).toMatchObject({ outcome: 'ok', layout: 'long', rows: 10 });
    expect(reading.series.map((one) => [one.name, one.values.length])).toEqual([
      ['b', 6],
      ['a', 10],
    ]);
    expect(reading.recipe.idColumn).toBe('shop');
  });

  it('name series id/target where there are several values', async () => {
    const rows = ['x', 'y'].flatMap((id) => rowsOf(5, (day, i) => `${day},${id},${i},${i + 1}`));
    const reading = await read(lines('date,id,open,close', ...rows));
    expect(reading.series.map((one) => one.name)).toEqual(['x/open', 'x/close', 'y/open', 'y/close']);
  });

  it('need two columns where one does not tell the series apart', async () => {
    const rows = [1, 2].flatMap((store) =>
      [1, 2].flatMap((item) => rowsOf(6, (day, i) => `${day},${store},${item},${i}`)),
    );
    const reading = await read(lines('date,store,item,sales', ...rows));
    expect(reading.series.map((one) => one.name)).toEqual(['1 1', '1 2', '2 1', '2 2']);
    const again = await read(lines('date,store,item,sales', ...rows), reading.recipe);
    expect(valuesOf(again)).toEqual(valuesOf(reading));
  });

  it('without header are found by their repeated times', async () => {
    const rows = rowsOf(10, (day, i) =>
      ['TMAX', 'TMIN'].map((id) => `USW1,${day.replaceAll('-', '')},${id},${i},,,W,2400`).join('\n'),
    );
    const reading = await read(lines(...rows));
    expect(reading.series.map((one) => one.name)).toEqual(['TMAX', 'TMIN']);
  });

  it('obey --series-id', async () => {
    const rows = rowsOf(10, (day, i) => `${day},${i % 2 ? 'odd' : 'even'},${i}`);
    const reading = await read(lines('date,kind,v', ...rows), { idColumn: 'kind' });
    expect(valuesOf(reading)).toEqual({ even: [0, 2, 4, 6, 8], odd: [1, 3, 5, 7, 9] });
  });
});

describe('tables in which time runs to the right', () => {
  it('are turned round by years', async () => {
    const reading = await read(
      lines(
        '"Source","Indicators",',
        '',
        '"Country","Code","2019","2020","2021","2022",',
        '"Aruba","ARU",,"2","3","4",',
        '"Chad","TCD","5","6","7","8",',
      ),
    );
    expect(valuesOf(reading)).toEqual({ Aruba: [2, 3, 4], Chad: [5, 6, 7, 8] });
    expect(reading).toMatchObject({ layout: 'long', frequency: 'yearly' });
  });

  it('are turned round by dates, the order of day and month proven', async () => {
    const header = days(20, '2020-01-22').map(
      (day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/20`,
    );
    const reading = await read(
      lines(
        `State,Country,${header.join()}`,
        `,A,${header.map((_, i) => i).join()}`,
        `S,B,${header.map(() => 1).join()}`,
      ),
    );
    expect(timesOf(reading)[0]).toBe('2020-01-22T00:00:00');
    expect(reading.series.map((one) => one.name)).toEqual(['A', 'B']);
  });

  it('are matrices of years and months', async () => {
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    const rows = [2001, 2002].map(
      (year) => `${year},${months.map((_, i) => (year === 2002 && i > 9 ? '***' : i)).join()},99`,
    );
    const reading = await read(lines(`Year,${months.join()},Mean`, ...rows));
    expect(reading).toMatchObject({ frequency: 'monthly', rows: 22 });
    expect(timesOf(reading).at(-1)).toBe('2002-10-01T00:00:00');
  });
});

describe('delimiters', () => {
  it.each([
    ['a tab with decimal commas', (day: string, i: number) => `${day}\t${i},31\t0,25`, 'Zeit\tA\tB'],
    ['pipes with blanks', (day: string, i: number) => `${day} | ${i}.31 | 0.25`, 'date | A | B'],
    ['runs of blanks', (day: string, i: number) => `${day}   ${i}.31  0.25`, 'date A B'],
    ['semicolons', (day: string, i: number) => `${day};${i},31;0,25`, 'Datum;A;B'],
    ['what sep= says', (day: string, i: number) => `${day}~${i}.31~0.25`, 'sep=~\ndate~A~B'],
  ])('are found: %s', async (_, write, header) => {
    const reading = await read(lines(header, ...rowsOf(30, write)));
    expect(valuesOf(reading).A!.slice(0, 2)).toEqual([0.31, 1.31]);
    expect(valuesOf(reading).B).toHaveLength(30);
  });
});
