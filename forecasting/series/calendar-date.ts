/** Milliseconds in one day. */
export const dayMs = 86_400_000;
/** Milliseconds in one hour. */
export const hourMs = 3_600_000;

/** A day of the proleptic Gregorian calendar. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/**
 * Days since 1970-01-01 of a Gregorian date, by counting 400-year eras that begin in March, so that the leap
 * day is the last of its year. Out-of-range months and days are not checked: ask `isCalendarDate` first.
 *
 * @example daysFromDate(2000, 3, 1) // 11017
 */
export function daysFromDate(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The Gregorian date of a stamp in milliseconds.
 *
 * @example dateFromStamp(951_868_800_000) // { year: 2000, month: 3, day: 1 }
 */
export function dateFromStamp(stamp: number): CalendarDate {
  const days = Math.floor(stamp / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * How many days a month has.
 *
 * @example daysInMonth(2024, 2) // 29
 */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Whether the three numbers name a day that exists.
 *
 * @example isCalendarDate(2023, 2, 29) // false
 */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The day of the week of a stamp, 0 for Sunday to 6 for Saturday.
 *
 * @example weekdayOf(0) // 4, for 1970-01-01 was a Thursday
 */
export function weekdayOf(stamp: number): number {
  return (((Math.floor(stamp / dayMs) + 4) % 7) + 7) % 7;
}

/**
 * Milliseconds since midnight of a stamp.
 *
 * @example timeOfDay(90_000_000) // 3_600_000
 */
export function timeOfDay(stamp: number): number {
  return stamp - Math.floor(stamp / dayMs) * dayMs;
}

/**
 * Months since year 0 of a stamp: equal for two stamps of the same calendar month, one more a month later.
 *
 * @example monthIndexOf(0) // 23_640
 */
export function monthIndexOf(stamp: number): number {
  const { year, month } = dateFromStamp(stamp);
  return year * 12 + month - 1;
}
