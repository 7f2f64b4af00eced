/** Units of measure, as they stand below a header or behind a number. */
const units =
  '°|deg|degrees?|%|percent|mm|cm|km|m|kg|g|mg|t|l|ml|s|sec|min|h|hr|hours?|days?|hpa|pa|kpa|mbar|bar|m/s|km/h|mph|kt|knots|' +
  'w|kw|mw|gw|wh|kwh|mwh|gwh|w/m2|w/m²|j|kj|mj|v|a|hz|ppm|ppb|[µu]g/m[3³]|[°º] ?[cf]|℃|℉|kcal|bpm|pts?|bps';

const unit = new RegExp(`^(?:${units})$`, 'i');
const signs =
  /^(usd|eur|gbp|jpy|krw|cny|index|count|units?|number|none|-|[cf]|yyyy-mm-dd.*|dd[./]mm[./]yyyy.*|utc|local|원|천원|백만원|명|건|개)$/i;

/** Whether a cell below a header is a unit rather than a name. */
export function isUnitWord(cell: string): boolean {
  const bare = cell.replace(/^[([]|[)\]]$/g, '');
  return unit.test(bare) || signs.test(bare);
}

const behindNumber = new RegExp(`^([-+]?[\\d.,]*\\d)(?:\\s*(${units})|\\s+([a-z]{1,2})|\\s*([*†‡]+))$`, 'i');

/** Splits `12.3 °C` into number and unit, `5.1 p` or `7*` into number and flag; undefined where there is neither. */
export function splitUnit(cell: string): { readonly number: string; readonly unit: string } | undefined {
  const match = behindNumber.exec(cell);
  if (!match) return undefined;
  return { number: match[1]!, unit: match[2] ?? match[3] ?? match[4]! };
}

/** Whether what stood behind the numbers of one column can be left away: a single unit, or flags. */
export function canLeaveAway(found: ReadonlyMap<string, number>): boolean {
  return found.size === 1 || [...found.keys()].every((text) => text.length <= 2 && !isMeasure(text));
}

/** `m` and `km`, `MB` and `GB`, `°C` and `°F` or lakh and crore in one column are two units, not two flags. */
const isMeasure = (text: string) =>
  /^(mm|cm|m|km|mg|kg|g|w|kw|mw|gw|s|h|ms|us|[kmgtp]i?b|[°º][cf]|hz|kn|kt|cr|lk|l)$/i.test(text);
