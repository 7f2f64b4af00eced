import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { launch, projectRoot, temporaryFolder } from '../support/launch.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const co2 = join(projectRoot, 'node_modules/vega-datasets/data/co2-concentration.csv');
const fewEpochs = ['--folds', '4', '--max-steps', '400'];

/** Runs the command as a person in `folder` would: INIT_CWD is where npm was called from. */
async function hindcast(...args: string[]) {
  const { child, output, exited } = launch('node', ['scripts/hindcast.mjs', ...args], {
    INIT_CWD: folder.path,
  });
  let stdout = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  const code = await exited;
  return { code, stdout, output: output(), json: () => JSON.parse(stdout) };
}

function write(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder.path, name), `${lines.join('\n')}\n`);
  return name;
}

/** A day a row from 2020-01-01 on, a weekly wave on a slow slope, no noise. */
function dailyRows(
  count: number,
  value = (day: number) => 50 + day / 20 + 10 * Math.sin((2 * Math.PI * day) / 7),
): string[] {
  return Array.from({ length: count }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${value(day).toFixed(4)}`;
  });
}

describe('hindcast', () => {
  it('says how it is used where a command is asked for help', async () => {
    const { code, stdout } = await hindcast('forecast', '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage:[\s\S]*hindcast forecast FILE --horizon N/);
  });
});

describe('hindcast inspect', () => {
  it('prints what it read of a file named relative to the caller, and nothing else on stdout', async () => {
    const file = write('daily.csv', ['date,units', ...dailyRows(40)]);
    const { code, json } = await hindcast('inspect', file, '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      outcome: 'ok',
      series: ['units'],
      rows: 40,
      frequency: 'daily',
      first_ts: '2020-01-01T00:00:00',
      last_ts: '2020-02-09T00:00:00',
      missing: { units: 0 },
    });
  });

  it('ends with 4 and names the flag when nothing in the file gives the time, and reads it with the flags', async () => {
    const file = write(
      'no-dates.csv',
      Array.from({ length: 60 }, (_, i) => `${20 + (i % 9)}.5,${80 - (i % 7)}`),
    );
    const asked = await hindcast('inspect', file, '--json');
    expect(asked.code).toBe(4);
    expect(asked.json()).toMatchObject({ outcome: 'ask' });
    expect(asked.json().message).toContain('--start');
    const told = await hindcast(
      'inspect',
      file,
      '--no-header',
      '--start',
      '2013-01-01',
      '--step',
      'day',
      '--json',
    );
    expect(told.code).toBe(0);
    expect(told.json()).toMatchObject({
      series: ['column 1', 'column 2'],
      rows: 60,
      first_ts: '2013-01-01T00:00:00',
    });
  });

  it('ends with 3 and an object when the file is refused or absent', async () => {
    const absent = await hindcast('inspect', 'nowhere.csv', '--json');
    expect([absent.code, absent.json().error_code]).toEqual([3, 'file-not-found']);
    writeFileSync(join(folder.path, 'picture.csv'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    const picture = await hindcast('inspect', 'picture.csv', '--json');
    expect([picture.code, picture.json().outcome]).toEqual([3, 'error']);
  });

  it('ends with 2 when it is called wrongly', async () => {
    expect((await hindcast('inspect')).code).toBe(2);
    expect((await hindcast('inspect', 'a.csv', '--day-first', '--month-first')).code).toBe(2);
    expect((await hindcast('dance', '--json')).json()).toMatchObject({
      outcome: 'error',
      error_code: 'usage',
    });
  });
});

describe('hindcast forecast', () => {
  it('forecasts with a column that is known in advance, within bounds, and refuses where it is known too short', async () => {
    const plan = (day: number) => (day % 11 === 3 || day % 7 === 5 ? 20 : 0);
    const rows = dailyRows(160, (day) => 50 + plan(day) + Math.sin(day * day)).map(
      (row, day) => `${row},${plan(day)}`,
    );
    const ahead = dailyRows(164)
      .slice(160)
      .map((row, step) => `${row.split(',')[0]},,${plan(160 + step)}`);
    const wanted = ['--horizon', '4', '--future', 'plan', '--forecasters', 'ridge', '--cap', '65', '--json'];
    const whole = await hindcast(
      'forecast',
      write('plan.csv', ['date,units,plan', ...rows, ...ahead]),
      ...wanted,
    );
    expect(whole.code).toBe(0);
    const told = whole.json();
    expect(told.series.map(({ name }: { name: string }) => name)).toEqual(['units']);
    const ridge = told.forecasters.find(({ name }: { name: string }) => name === 'ridge');
    expect(ridge.scores.skill).toBeGreaterThan(0.5);
    for (const { value } of told.forecast) expect(value ?? 0).toBeLessThanOrEqual(65);
    const short = await hindcast('forecast', write('short.csv', ['date,units,plan', ...rows]), ...wanted);
    expect(short.code).toBe(3);
    expect(short.json()).toMatchObject({ error_code: 'future-too-short' });
    expect(short.json().message).toMatch(
      /plan has to be known in advance for 4 steps, to .*, its last value is of/,
    );
    expect(short.output).not.toContain('training windows');
  });

  it('gives the object of its contract, with a verdict about the networks', async () => {
    const file = write('weekly-wave.csv', ['date,units', ...dailyRows(400)]);
    const { code, json, output } = await hindcast('forecast', file, '--horizon', '7', ...fewEpochs, '--json');
    expect(output).not.toContain('our fault');
    expect(code).toBe(0);
    const answer = json();
    expect(answer.series).toEqual([
      expect.objectContaining({ name: 'units', rows: 400, origin: '2021-02-03T00:00:00', seasonLength: 7 }),
    ]);
    const names = answer.forecasters.map((one: { name: string }) => one.name);
    const usual = ['dlinear', 'gru', 'lstm', 'nlinear', 'ridge', 'rnn'];
    expect(names.sort()).toEqual(['blend', 'drift', 'mean', 'naive', 'seasonal-naive', ...usual].sort());
    expect(answer.verdict).toMatchObject({ origins: 4, sentence: expect.stringMatching(/./) });
    expect(['beats', 'ties', 'loses']).toContain(answer.verdict.outcome);
    expect(answer.forecast).toHaveLength(7);
    expect(Object.keys(answer.forecast[0])).toEqual([
      'series',
      'forecaster',
      'origin',
      'step',
      'time',
      'value',
      'lo80',
      'hi80',
      'lo95',
      'hi95',
    ]);
    expect(answer.forecast[0]).toMatchObject({
      forecaster: answer.recommended,
      step: 1,
      time: '2021-02-04T00:00:00',
    });
  });

  it('writes the forecast of every forecaster and chosen levels into a file relative to the caller', async () => {
    const done = await hindcast(
      'forecast',
      co2,
      '--target',
      'CO2',
      '--horizon',
      '3',
      '--forecasters',
      'naive',
      '--levels',
      '80',
      '--all',
      '--out',
      'next.csv',
    );
    expect(done.code).toBe(0);
    expect(done.stdout).toBe('');
    const lines = readFileSync(join(folder.path, 'next.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe('series,forecaster,origin,step,time,value,lo80,hi80');
    expect(lines.filter((line) => line.startsWith('CO2,'))).toHaveLength(4 * 3);
    expect(lines[1]).toMatch(/^CO2,naive,2020-04-01T00:00:00,1,2020-05-01T00:00:00,/);
  });

  it('writes what every forecaster had said at every test origin, so that the verdict can be reckoned anew', async () => {
    const file = write('past.csv', ['date,units', ...dailyRows(120)]);
    const args = ['--horizon', '5', '--folds', '4', '--forecasters', 'theta', '--json'];
    const done = await hindcast('forecast', file, ...args, '--backtest', 'past-said.csv');
    const report = JSON.parse(done.stdout) as { forecasters: { name: string; scores: { mae: number } }[] };
    const rows = readFileSync(join(folder.path, 'past-said.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toBe('series,forecaster,origin,step,time,actual,forecast');
    for (const { name, scores } of report.forecasters) {
      const cells = rows.map((row) => row.split(',')).filter((row) => row[1] === name);
      expect(cells).toHaveLength(4 * 5);
      const error = cells.reduce((sum, row) => sum + Math.abs(Number(row[5]) - Number(row[6])), 0) / 20;
      expect(error).toBeCloseTo(scores.mae, 9);
    }
  });

  it('says before it trains that the file of the past cannot be written', async () => {
    const file = write('unwritten.csv', ['date,units', ...dailyRows(120)]);
    const refused = await hindcast('forecast', file, '--horizon', '5', '--backtest', 'nowhere/past.csv');
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('--backtest: cannot write to the folder');
  });

  it('gives the same bytes for the same seed', async () => {
    const file = write('seeded.csv', ['date,units', ...dailyRows(300)]);
    const args = [
      'forecast',
      file,
      '--horizon',
      '5',
      '--folds',
      '3',
      '--forecasters',
      'gru',
      '--seed',
      '7',
      '--all',
    ];
    await hindcast(...args, '--out', 'first.csv');
    await hindcast(...args, '--out', 'second.csv');
    expect(readFileSync(join(folder.path, 'second.csv'), 'utf8')).toBe(
      readFileSync(join(folder.path, 'first.csv'), 'utf8'),
    );
  });

  it('leaves no file behind when it fails, and says why', async () => {
    const file = write('short.csv', ['date,units', ...dailyRows(3)]);
    const failed = await hindcast('forecast', file, '--horizon', '30', '--out', 'never.csv');
    expect(failed.code).toBe(3);
    expect(failed.output).toMatch(/\d/);
    expect(existsSync(join(folder.path, 'never.csv'))).toBe(false);
  });

  it('ends with 2 and the bound when a number is out of bounds', async () => {
    const refused = await hindcast('forecast', 'x.csv', '--horizon', '0');
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('--horizon');
  });
});
