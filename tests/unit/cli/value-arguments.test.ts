import { describe, expect, test } from 'vitest';
import { parseForecastArguments } from '#cli/forecast-arguments.ts';

const configOf = (...words: string[]) =>
  parseForecastArguments(['data.csv', '--horizon', '7', ...words]).config;

describe('parseForecastArguments()', () => {
  test('takes bounds, a negative one behind an equals sign, and what is seen where a value is missing', () => {
    expect(configOf('--floor=-5', '--cap', '1e3', '--missing', 'season')).toMatchObject({
      floor: -5,
      cap: 1000,
      missing: 'season',
    });
    expect(configOf()).toMatchObject({ floor: null, cap: null, missing: 'mask' });
  });

  test('names the option that is wrong', () => {
    expect(() => configOf('--missing', 'guess')).toThrow(
      '--missing is one of mask, carry, season, linear-past, refuse.',
    );
    expect(() => configOf('--floor', '3', '--cap', '2')).toThrow('--cap is a number above --floor.');
    expect(() => configOf('--floor', 'low')).toThrow('--floor needs a number, not "low".');
  });

  test('takes every baseline of the field', () => {
    expect(configOf('--forecasters', 'ets,ridge,nlinear,dlinear').forecasters).toEqual([
      'ets',
      'ridge',
      'nlinear',
      'dlinear',
    ]);
  });
});
