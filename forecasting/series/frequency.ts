/**
 * How far apart the observations of a series stand. The names are those that `hindcast inspect` prints;
 * `index` is an integer axis without a calendar.
 */
export type Frequency =
  | 'minute'
  | `${number}-minute`
  | 'hourly'
  | `${number}-hourly`
  | 'daily'
  | 'business-daily'
  | 'weekly'
  | 'monthly'
  | 'quarterly'
  | 'yearly'
  | `${number}-second`
  | 'irregular'
  | 'index';
