import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatCount,
  formatInterval,
  formatPercent,
  formatScore,
  formatSkill,
  formatSkillWithInterval,
  formatValue,
} from '#app/_lib/format-number.ts';

describe('formatValue()', () => {
  it('keeps four significant digits and the unit', () => {
    expect(formatValue(84.9412, '€')).toBe('84.94 €');
    expect(formatValue(0.93124)).toBe('0.9312');
    expect(formatValue(1482.4)).toBe('1,482');
  });

  it('has a real minus and no digits that the number lacks', () => {
    expect(formatValue(-13.5, '°C')).toBe('−13.5 °C');
    expect(formatValue(2)).toBe('2');
    expect(formatValue(0)).toBe('0');
  });

  it('writes very large and very small numbers in powers of ten', () => {
    expect(formatValue(5_790_000_000)).toBe('5.79×10⁹');
    expect(formatValue(-0.0000123)).toBe('−1.23×10⁻⁵');
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('says n/a for %s, never 0', (value) => {
    expect(formatValue(value)).toBe('n/a');
    expect(formatScore(value)).toBe('n/a');
    expect(formatCount(value)).toBe('n/a');
    expect(formatPercent(value)).toBe('n/a');
    expect(formatSkill(value)).toBe('n/a');
  });
});

describe('formatScore()', () => {
  it('carries three significant digits, trailing zeros included', () => {
    expect(formatScore(1.5)).toBe('1.50');
    expect(formatScore(0.0123456)).toBe('0.0123');
    expect(formatScore(25.58)).toBe('25.6');
    expect(formatScore(1234.5)).toBe('1,235');
  });
});

describe('skills and intervals', () => {
  it('are signed, and a rounded nothing has no sign', () => {
    expect(formatSkill(0.25)).toBe('+25 %');
    expect(formatSkill(-0.04)).toBe('−4 %');
    expect(formatSkill(-0.001)).toBe('0 %');
    expect(formatInterval([-0.1, 0.02])).toBe('−10 … +2 %');
    expect(formatSkillWithInterval(0.25, [0.11, 0.37])).toBe('+25 % (+11 … +37)');
    expect(formatSkillWithInterval(0.25, null)).toBe('+25 %');
    expect(formatInterval(null)).toBe('n/a');
  });
});

describe('counts and sizes', () => {
  it('have separators and the right number', () => {
    expect(countOf(1, 'row')).toBe('1 row');
    expect(countOf(26_304, 'row')).toBe('26,304 rows');
    expect(countOf(2, 'series', 'series')).toBe('2 series');
    expect(formatBytes(148_000)).toBe('148 kB');
    expect(formatBytes(84)).toBe('84 B');
    expect(formatBytes(2_870_159)).toBe('2.9 MB');
  });
});
