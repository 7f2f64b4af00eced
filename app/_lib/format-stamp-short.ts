import { formatStamp, type StampAxis } from './format-stamp.ts';

const dayAndMonth = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const withTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A stamp near the others of its table, where the year goes without saying: "Tue 21 Apr", "Mon 23, 09:00". */
export function formatStampShort(stamp: number, axis: StampAxis): string {
  if (axis.axisKind === 'index') return formatStamp(stamp, axis);
  if (/^(daily|business-daily)$/.test(axis.frequency)) return dayAndMonth.format(stamp).replace(',', '');
  if (/minute|hourly/.test(axis.frequency)) return withTime.format(stamp);
  return formatStamp(stamp, axis);
}
