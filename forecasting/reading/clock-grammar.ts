/** The time of day at the end of a date, and the zone behind it. */
export interface Clock {
  /** Milliseconds after midnight; 24:00 is the end of the day. NaN for a time that does not exist. */
  readonly ms: number;
  /** Minutes east of Greenwich; undefined where none is written. */
  readonly offsetMinutes: number | undefined;
  /** What stands before the time. */
  readonly rest: string;
}

const half = '(?<half>[ap]\\.?\\s?m\\.?|오전|오후|午前|午後|上午|下午)';
const halfAfter = half.replace('half', 'halfAfter');
const zone =
  '(?<zone>z|utc|gmt|(?:utc|gmt)?[+-]\\d{1,2}(?::?\\d{2})?|[a-z]{3,4})(?:\\s*\\([^)]*\\))?(?:\\[[^\\]]*\\])?';
const lead = '(?<rest>^|.*?(?:[\\s,_]|[일日.]|(?<=\\d)t|(?<=\\d):(?=\\d\\d:\\d\\d:)))';
const withMinutes = new RegExp(
  `${lead}\\s*(?:${half}\\s*)?(?<hour>\\d{1,2})(?::|h|시\\s*|[時时点]\\s*)(?<minute>\\d{1,2})` +
    '(?:(?::|m|분\\s*|分\\s*)(?<second>\\d{1,2})(?:[.,](?<fraction>\\d{1,9}))?)?[초秒s분分m]?' +
    `(?:\\s*${halfAfter})?(?:\\s*${zone})?$`,
  'i',
);
const hourOnly = new RegExp(
  `${lead}\\s*(?:(?:${half}\\s*)(?<hourA>\\d{1,2})\\s*[시時时点]?|(?<hourB>\\d{1,2})\\s*(?:${halfAfter}|uhr|시|[時时点]|h)|(?<=t)(?<hourC>\\d{2}))$`,
  'i',
);

/** `10-03-2004 18.00.00`: points divide a time of day only behind a whole date that has none. */
const dotted =
  /^(?<rest>\d{1,4}[-/]\d{1,2}[-/]\d{1,4}),?\s+(?<hour>\d{1,2})\.(?<minute>\d{2})(?:\.(?<second>\d{2}))?$/;

const knownZones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  cet: 60,
  west: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  est: -300,
  edt: -240,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

/** Names that several zones share: such a time cannot be read until its offset is written. */
const severalZones = new Set(['cst', 'cdt', 'ist', 'bst', 'ast', 'sst', 'gst', 'amt', 'ect']);

/** Splits a time of day (and its zone) off the end of a text; undefined where there is none. */
export function parseClock(text: string): Clock | undefined {
  const plain = dotted.exec(text)?.groups;
  if (!plain && !/\d\s*[:시時时点hapup오午t]|[오午]/i.test(text)) return undefined;
  const groups = plain ?? withMinutes.exec(text)?.groups ?? hourOnly.exec(text)?.groups;
  if (!groups) return undefined;
  const offset = groups.zone === undefined ? undefined : offsetOf(groups.zone);
  const isUnclear = severalZones.has(groups.zone?.toLowerCase() ?? '');
  if (groups.zone !== undefined && offset === undefined && !isUnclear) return undefined;
  return {
    ms: isUnclear ? Number.NaN : clockMs(groups),
    offsetMinutes: offset,
    rest: (groups.rest ?? '').replace(/[\s,_:]+$|(?<=\d)t$/i, '').trim(),
  };
}

function offsetOf(zoneName: string): number | undefined {
  const known = knownZones[zoneName.toLowerCase()];
  if (known !== undefined) return known;
  const numeric = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zoneName);
  if (!numeric) return undefined;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 15 * 60) return undefined;
  return numeric[1] === '-' ? -minutes : minutes;
}

function clockMs(groups: Record<string, string | undefined>): number {
  const written = Number(groups.hour ?? groups.hourA ?? groups.hourB ?? groups.hourC);
  const hour = onTwentyFour(written, groups.half ?? groups.halfAfter);
  const minute = Number(groups.minute ?? 0);
  const second = Number(groups.second ?? 0);
  const fraction = Number(`0.${groups.fraction ?? '0'}`);
  const ms = (hour * 60 + minute) * 60_000 + second * 1000 + Math.round(fraction * 1000);
  return minute > 59 || second > 60 || ms > 86_400_000 ? Number.NaN : ms;
}

function onTwentyFour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour <= 24 ? hour : Number.NaN;
  if (hour < 0 || hour > 12)
    return half && hour <= 23 && /^(p|오후|午後|下午)/i.test(half) ? hour : Number.NaN;
  const isAfternoon = /^(p|오후|午後|下午)/i.test(half);
  return (hour % 12) + (isAfternoon ? 12 : 0);
}
