import { daysFromDate } from '../series/calendar-date.ts';

/** Days since 1970 of the `day`-th day of a year; NaN for a day that the year does not have. */
export function dayInYear(year: number, day: number): number {
  const start = daysFromDate(year, 1, 1);
  return day >= 1 && day <= daysFromDate(year + 1, 1, 1) - start ? start + day - 1 : Number.NaN;
}

/** Days since 1970 of a week's first day; NaN for a week that its year does not have. */
export function dayOfIsoWeek(year: number, week: number, weekday = 1): number {
  return dayOfWeek(year, week, mondayOfWeekOne) + weekday - 1;
}

/** As `dayOfIsoWeek`, for the weeks of American health statistics (MMWR): they begin on Sunday. */
export function dayOfMmwrWeek(year: number, week: number): number {
  return dayOfWeek(year, week, sundayOfWeekOne);
}

function dayOfWeek(year: number, week: number, firstDay: (year: number) => number): number {
  const day = firstDay(year) + (week - 1) * 7;
  return week >= 1 && day < firstDay(year + 1) ? day : Number.NaN;
}

/** ISO 8601: week 1 holds the first Thursday, so that the 4th of January is always in it. */
function mondayOfWeekOne(year: number): number {
  const fourth = daysFromDate(year, 1, 4);
  return fourth - modulo(fourth + 3, 7);
}

/** Week 1 has at least four days of its year, so that the 4th of January is always in it. */
function sundayOfWeekOne(year: number): number {
  const fourth = daysFromDate(year, 1, 4);
  return fourth - modulo(fourth + 4, 7);
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;
