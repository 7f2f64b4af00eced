import { describe, expect, it } from 'vitest';
import { days, lines, read, valuesOf, warned } from './read-text.ts';

/** A table of two columns with these cells. */
const table = (cells: readonly string[], mark = ';') =>
  lines(`date${mark}v`, ...cells.map((cell, i) => `${days(cells.length)[i]}${mark}${cell}`));

describe('decimal mark', () => {
  it('is proven by one cell for all unclear ones', async () => {
    const reading = await read(table(['1.005,31', '5,123', '6,188', '1,2']));
    expect(valuesOf(reading).v).toEqual([1005.31, 5.123, 6.188, 1.2]);
    expect(reading).toMatchObject({ decimal: ',', outcome: 'ok' });
  });

  it('is proven by another column', async () => {
    const reading = await read(lines('date;a;b', ...days(5).map((day, i) => `${day};1.23${i};0,5`)));
    expect(valuesOf(reading).a).toEqual([1230, 1231, 1232, 1233, 1234]);
  });

  it('is proven late, beyond the head of the file', async () => {
    const dates = days(30_000, '1950-01-01');
    const rows = dates.map(
      (day, i) =>
        `${day};${i === 29_999 ? '0,5' : `${1 + (i % 9)},${String(i % 1000).padStart(3, '0')}`};${'x'.repeat(30)}`,
    );
    const reading = await read(lines('date;v;note', ...rows));
    expect(reading.outcome).toBe('ok');
    expect(valuesOf(reading).v!.slice(0, 3)).toEqual([1, 2.001, 3.002]);
  });

  it('is asked where every comma has three digits behind it', async () => {
    const text = table(['1,234', '5,678', '9,012']);
    const reading = await read(text);
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'ambiguous-decimal' });
    const answers = await Promise.all(reading.question!.choices.map((choice) => read(text, choice.flags)));
    expect(answers.map((answer) => valuesOf(answer).v![0])).toEqual([1234, 1.234]);
  });

  it('groups thousands where the smaller numbers have no mark, and where the comma is the delimiter', async () => {
    expect(valuesOf(await read(table(['998', '999', '1,000', '1,001', '997']))).v).toEqual([
      998, 999, 1000, 1001, 997,
    ]);
    const quoted = table(['"1,000"', '"1,011"', '"1,022"'], ',');
    expect(valuesOf(await read(quoted)).v).toEqual([1000, 1011, 1022]);
  });

  it('is refused where a column uses both marks', async () => {
    const reading = await read(table(['1.5', '2,5', '3.5']));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'mixed-decimals' });
    expect(reading.message).toMatch(/line 2.*line 3/);
  });

  it('is asked for a column whose numbers fit both, beside columns that use one each', async () => {
    const text = lines('date;a;b;c', ...days(20).map((day, i) => `${day};${i},5;${i}.25;1.${234 + i}`));
    const asked = await read(text);
    expect(asked).toMatchObject({ outcome: 'ask', errorCode: 'ambiguous-decimal' });
    expect(asked.message).toContain('“c”');
    const answers = asked.question!.choices.map(({ flags }) => read(text, flags));
    const [grouped, small] = await Promise.all(answers);
    expect([grouped!, small!].map((one) => valuesOf(one).c![0])).toEqual([1234, 1.234]);
    for (const one of [grouped!, small!]) {
      expect(valuesOf(one).a![1]).toBe(1.5);
      expect((await read(text, one.recipe)).series).toEqual(one.series);
    }
  });

  it('is obeyed for one column, and refused where its cells contradict', async () => {
    const text = lines('date;a;b', ...days(20).map((day, i) => `${day};1.${234 + i};${i}.25`));
    const told = await read(text, { columnDecimals: [{ column: 'a', mark: ',' }] });
    expect([valuesOf(told).a![0], valuesOf(told).b![1]]).toEqual([1234, 1.25]);
    expect((await read(text, told.recipe)).series).toEqual(told.series);
    const wrong = await read(text, { columnDecimals: [{ column: 'b', mark: ',' }] });
    expect(wrong).toMatchObject({ outcome: 'error', errorCode: 'mixed-decimals' });
  });

  it('never reads a value and its code as one number', async () => {
    const rows = days(20).map((day, i) => `"${day}","36.15","+0${130 + i},1"`);
    const reading = await read(lines('"DATE","LAT","TMP"', ...rows));
    expect(reading).toMatchObject({ outcome: 'ask', errorCode: 'composite-column' });
  });
});

describe('missing values', () => {
  it('are counted by name and stay out of the numbers', async () => {
    const reading = await read(table(['1.5', 'NA', '#DIV/0!', '–', '', '2.5']));
    expect(reading.series[0]).toMatchObject({ missing: 4 });
    const line = reading.evidence.find((one) => one.code === 'missing-values');
    expect(line).toMatchObject({ rows: 3 });
    expect(line!.message).toContain('“#DIV/0!”');
  });

  it('are suspected behind -9999, and the suspicion can be switched off', async () => {
    const text = table(['12.5', '-9999', '13.1', '12.9', '-9999', '13.3']);
    const reading = await read(text);
    expect(reading.warnings[0]).toMatchObject({ code: 'suspected-sentinel', line: 3 });
    expect(reading.series[0]!.missing).toBe(2);
    const kept = await read(text, { keep: ['suspected-sentinel'] });
    expect(valuesOf(kept).v![1]).toBe(-9999);
    expect(warned(kept)).toEqual(['suspected-sentinel']);
    expect(kept.recipe.keep).toEqual(['suspected-sentinel']);
  });

  it('are not suspected behind 999 among numbers of that size', async () => {
    const reading = await read(table(['980', '990', '999', '1010', '1020']));
    expect(reading.series[0]!.missing).toBe(0);
  });

  it('are what is infinite, too long or no number, each with its line', async () => {
    const reading = await read(table(['1', 'inf', '1e999', '0x1F', '9007199254740993', '7']));
    expect(warned(reading)).toEqual(['not-a-number', 'not-finite', 'precision']);
    expect(reading.warnings.map((warning) => warning.line)).toEqual([5, 3, 6]);
    expect(reading.series[0]!.missing).toBe(3);
  });
});

describe('columns that are no series', () => {
  it('are counters, codes, parts of the time, texts and what has no name or value', async () => {
    const rows = days(40).map(
      (day, i) => `${i},${day},${day.slice(0, 4)},${Number(day.slice(5, 7))},sunny,${i * 1.5},0,`,
    );
    const reading = await read(lines(',date,year,month,weather,temp,temp_flag,', ...rows));
    expect(Object.keys(valuesOf(reading))).toEqual(['temp']);
    const roles = Object.fromEntries(reading.columns.map((column) => [column.name, column.role]));
    expect(roles).toMatchObject({ 'column 1': 'ignored', date: 'time', year: 'ignored', weather: 'ignored' });
  });

  it('a column that never changes is read, with a warning', async () => {
    const reading = await read(lines('date,a,b', ...days(5).map((day, i) => `${day},1.9558,${i}`)));
    expect(Object.keys(valuesOf(reading))).toEqual(['a', 'b']);
    expect(warned(reading)).toEqual(['constant-series']);
  });

  it('are those that were not asked for', async () => {
    const text = lines('date,a,b', ...days(5).map((day, i) => `${day},${i},${i}`));
    expect(Object.keys(valuesOf(await read(text, { targets: ['b'] })))).toEqual(['b']);
    expect((await read(text, { targets: ['c'] })).errorCode).toBe('unknown-column');
  });

  it('names like __proto__ and constructor are names like others', async () => {
    const reading = await read(
      lines('date,__proto__,constructor', ...days(5).map((day, i) => `${day},${i},${i}`)),
    );
    expect(reading.series.map((one) => one.name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('cleaning steps', () => {
  const days20 = days(20);
  it.each([
    ['duplicate-timestamps', lines('date,v', '2024-01-01,99', ...days20.map((date, i) => `${date},${i}`))],
    [
      'bad-dates',
      lines('date,v', ...days20.map((date, i) => (i === 5 ? `2024-02-30,${i}` : `${date},${i}`))),
    ],
    [
      'not-a-number',
      lines('date,v', ...days20.map((date, i) => (i === 5 ? `${date},oops` : `${date},${i}`))),
    ],
    ['skipped-lines', lines('date,v', ...days20.map((date, i) => `${date},${i}`), 'Total,190')],
    ['unsorted', lines('date,v', '2024-02-01,1', ...days20.map((date, i) => `${date},${i}`))],
  ])('%s can be forbidden, and then the file is refused', async (code, text) => {
    const cleaned = await read(text);
    expect(warned(cleaned)).toEqual([code]);
    const refused = await read(text, { keep: [code] });
    expect(refused).toMatchObject({ outcome: 'error', errorCode: code });
    expect(refused.message).toContain('you asked that this is not done');
  });

  it('say how many rows they are about', async () => {
    const text = lines('date,v', ...days20.map((date, i) => `${date},${i % 5 === 2 ? 'oops' : i}`));
    expect((await read(text)).warnings).toMatchObject([
      { code: 'not-a-number', rows: 4, line: 4, column: 2 },
    ]);
  });
});
