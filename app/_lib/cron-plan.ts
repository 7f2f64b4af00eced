/** A schedule's times as a person chooses them. */
export interface CronPlan {
  readonly kind: 'never' | 'hourly' | 'daily' | 'weekdays' | 'weekly' | 'monthly' | 'custom';
  /** "06:00"; of an hourly plan only the minutes count. */
  readonly time: string;
  /** 0 is Sunday, as in cron. */
  readonly weekday: number;
  readonly dayOfMonth: number;
  /** The five fields of a custom plan. */
  readonly custom: string;
}

export const everyMorning: CronPlan = {
  kind: 'daily',
  time: '06:00',
  weekday: 1,
  dayOfMonth: 1,
  custom: '0 6 * * *',
};

export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

/** The five fields of a plan; null where it never fires by the clock. */
export function cronOf(plan: CronPlan): string | null {
  const [hour, minute] = plan.time.split(':').map(Number);
  const at = `${minute ?? 0} ${hour ?? 0}`;
  switch (plan.kind) {
    case 'never':
      return null;
    case 'hourly':
      return `${minute ?? 0} * * * *`;
    case 'daily':
      return `${at} * * *`;
    case 'weekdays':
      return `${at} * * 1-5`;
    case 'weekly':
      return `${at} * * ${plan.weekday}`;
    case 'monthly':
      return `${at} ${plan.dayOfMonth} * *`;
    case 'custom':
      return plan.custom.trim();
  }
}

/** The plan behind five fields; what is none of the common ones stays custom. */
export function planOfCron(cron: string | null): CronPlan {
  if (cron === null) return { ...everyMorning, kind: 'never' };
  const plan = { ...everyMorning, custom: cron };
  const found = /^(\d{1,2}) (\d{1,2}|\*) (\d{1,2}|\*) \* (1-5|[0-6]|\*)$/.exec(cron.trim());
  if (!found) return { ...plan, kind: 'custom' };
  const [, minute = '0', hour = '*', day = '*', weekday = '*'] = found;
  const time = `${hour === '*' ? '00' : hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (hour === '*') {
    return day === '*' && weekday === '*' ? { ...plan, kind: 'hourly', time } : { ...plan, kind: 'custom' };
  }
  if (day !== '*') {
    return weekday === '*'
      ? { ...plan, kind: 'monthly', time, dayOfMonth: Number(day) }
      : { ...plan, kind: 'custom' };
  }
  if (weekday === '*') return { ...plan, kind: 'daily', time };
  if (weekday === '1-5') return { ...plan, kind: 'weekdays', time };
  return { ...plan, kind: 'weekly', time, weekday: Number(weekday) };
}

/** A plan in words: "Every Monday at 06:00". */
export function planInWords(plan: CronPlan): string {
  switch (plan.kind) {
    case 'never':
      return 'Never by the clock';
    case 'hourly':
      return `Every hour at :${plan.time.slice(3)}`;
    case 'daily':
      return `Every day at ${plan.time}`;
    case 'weekdays':
      return `Monday to Friday at ${plan.time}`;
    case 'weekly':
      return `Every ${weekdays[plan.weekday]} at ${plan.time}`;
    case 'monthly':
      return `Day ${plan.dayOfMonth} of every month at ${plan.time}`;
    case 'custom':
      return `By cron ${plan.custom.trim() || '…'}`;
  }
}
