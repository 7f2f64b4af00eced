/** 1 to 4 for `Q1`, `Qtr 1`, `1Q`, `Q01`, `1분기` …; NaN for the yearly value `Q05`; undefined for other words. */
export function quarterOfLabel(label: string): number | undefined {
  const match =
    /^(?:q|qtr\.?|quarter|t|trim\.?) ?0?([1-5])$/i.exec(label) ??
    /^(?:第?([1-4]) ?(?:q|분기|季度|四半期|\. ?quartal))$/i.exec(label);
  if (!match) return undefined;
  return match[1] === '5' ? Number.NaN : Number(match[1]);
}
