/** Years before the first one of an era. */
const yearsBefore: Readonly<Record<string, number>> = {
  令和: 2018,
  r: 2018,
  平成: 1988,
  h: 1988,
  昭和: 1925,
  s: 1925,
  大正: 1911,
  民國: 1911,
  民国: 1911,
};

const japanese =
  /^(令和|平成|昭和|大正|[rhs])\.? ?(元|\d{1,2}) ?(?:年|[./-]) ?(\d{1,2}) ?(?:(?:月|[./-]) ?(\d{1,2}) ?日?|月)$/;
const taiwanese =
  /^(民[國国])?(1[0-4]\d|(?<=^民.)\d{1,2}) ?(?:年|[./-]) ?(\d{1,2}) ?(?:(?:月|[./-]) ?(\d{1,2}) ?日?|月)$/;

/**
 * A date whose years are counted from the beginning of a Japanese era or of the Republic of China: `令和6年1月2日`,
 * `R6.1.2`, `113/01/02`; undefined for any other text.
 */
export function eraDate(
  text: string,
):
  | { readonly form: string; readonly year: number; readonly month: number; readonly day: number }
  | undefined {
  const match = japanese.exec(text) ?? taiwanese.exec(text);
  if (!match) return undefined;
  const count = match[2] === '元' ? 1 : Number(match[2]);
  const isJapanese = japanese.test(text);
  return {
    form: isJapanese ? japaneseForm : taiwaneseForm,
    year: count + yearsBefore[match[1] ?? '民國']!,
    month: Number(match[3]),
    day: Number(match[4] ?? 1),
  };
}

const japaneseForm = 'era YY MM DD';
const taiwaneseForm = 'ROC YYY MM DD';

/** What the years of such a form mean, as evidence; undefined for other forms. */
export function eraEvidence(form: string): string | undefined {
  if (form === japaneseForm) return 'The years are those of a Japanese era: 令和6 is 2024';
  return form === taiwaneseForm
    ? 'The years are those of the Republic of China (Minguo): 113 is 2024'
    : undefined;
}
