import { describe, expect, it } from 'vitest';
import { parseForecastArguments } from '#cli/forecast-arguments.ts';

const configOf = (...flags: string[]) => parseForecastArguments(['a.csv', '--horizon', '3', ...flags]).config;

describe('parseForecastArguments()', () => {
  it('takes how long the gates are to remember, and the usual start without it', () => {
    expect(configOf('--memory', '24').memory).toBe(24);
    expect(configOf().memory).toBeNull();
  });

  it('refuses a memory that is none, by the name of its option', () => {
    for (const memory of ['0', '1.5', '10001']) {
      expect(() => configOf('--memory', memory)).toThrow('--memory is a whole number from 1 to 10000.');
    }
    expect(() => configOf('--memory', 'long')).toThrow('--memory needs a number, not "long".');
  });
});
