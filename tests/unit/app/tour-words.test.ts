import { describe, expect, it } from 'vitest';
import { lessons, type TourWords } from '#app/_lib/tour/tour-words.ts';
import { tourWordsEn } from '#app/_lib/tour/tour-words-en.ts';
import { tourWordsKo } from '#app/_lib/tour/tour-words-ko.ts';

/** Every text of a language by its path; functions by their path alone. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, '']];
  return Object.entries(value as object).flatMap(([key, part]) => textsOf(part, `${path}/${key}`));
}

const texts = { en: textsOf(tourWordsEn), ko: textsOf(tourWordsKo) };
/** Names of cells and letters of formulas are the same in both. */
const shared = /\/cells\/|\/formula\/lines\/|\/fading\/defaults$/;

describe('the words of the tour', () => {
  it('have the same parts in both languages', () => {
    expect(texts.ko.map(([path]) => path)).toEqual(texts.en.map(([path]) => path));
  });

  it('are Korean in Korean: every sentence has Hangul, and none is English', () => {
    const plain = texts.ko.filter(([path, text]) => text !== '' && !shared.test(path));
    expect(plain.filter(([, text]) => !/\p{Script=Hangul}/u.test(text))).toEqual([]);
    const english = new Map(texts.en);
    expect(plain.filter(([path, text]) => english.get(path) === text)).toEqual([]);
  });

  it('have six pages with text, a formula and something to measure, and raise no voice', () => {
    for (const words of [tourWordsEn, tourWordsKo]) {
      for (const lesson of lessons) {
        const { paragraphs, formula, measures } = words.lessons[lesson];
        expect(paragraphs.length).toBe(2);
        expect(formula.lines.length).toBeGreaterThan(0);
        expect(measures.length).toBeGreaterThan(20);
        // Parts that stand out are closed again.
        for (const text of paragraphs) expect(text.split('**').length % 2).toBe(1);
      }
    }
    expect([...texts.en, ...texts.ko].filter(([, text]) => text.includes('!'))).toEqual([]);
  });

  const both: [string, TourWords][] = [
    ['English', tourWordsEn],
    ['Korean', tourWordsKo],
  ];

  it.each(both)('say when a measurement contradicts the books, and when it does not: %s', (_, words) => {
    const { hiddenState, sharing, answers, backwards, fading, gates } = words;
    const pulse = { keep: '90 %', window: 600 };
    expect(hiddenState.finding({ ...pulse, gone: 3, rule: 44 })).toMatchObject({ agrees: false });
    expect(hiddenState.finding({ ...pulse, gone: 3, rule: 44 }).text).toMatch(/44.*3|3.*44/);
    expect(hiddenState.finding({ ...pulse, gone: 44, rule: 44 }).agrees).toBe(true);
    expect(hiddenState.finding({ ...pulse, gone: 9, rule: null }).agrees).toBe(false);
    expect(hiddenState.finding({ ...pulse, gone: null, rule: null }).text).toContain('600');
    expect(sharing.finding({ first: '0.1', last: '0.01', exact: true }).agrees).toBe(true);
    expect(sharing.finding({ first: '0.1', last: '0.01', exact: false }).agrees).toBe(false);
    expect(answers.finding({ winners: [], losers: [], judged: 179 }).agrees).toBe(false);
    expect(answers.finding({ winners: [], losers: ['RNN', 'LSTM', 'GRU'], judged: 179 }).agrees).toBe(false);
    const won = answers.finding({ winners: ['RNN', 'GRU'], losers: [], judged: 1790 });
    expect(won.agrees).toBe(true);
    expect(won.title).toMatch(/RNN.*GRU/);
    expect(won.text).toContain('1,790');
    const gap = { gap: '0.03 %', factor: '235', weights: '329' };
    expect(backwards.finding({ ...gap, exact: true }).text).toMatch(/0.03 %.*329.*235/);
    expect(backwards.finding({ ...gap, exact: false }).agrees).toBe(false);
    const reach = { lstm: '9', rnn: '8', memory: words.until(null, 100) };
    expect(fading.finding({ ...reach, fades: true })).toMatchObject({ agrees: false });
    expect(fading.finding({ ...reach, fades: true }).text).toContain('100');
    expect(fading.finding({ ...reach, fades: false }).agrees).toBe(true);
    const waits = { lstm: '25 %', opened: '100 %', rnn: '98 %' };
    expect(gates.finding({ ...waits, defaultFails: true }).text).toMatch(/25 %.*98 %.*100 %/);
    expect(gates.finding({ ...waits, defaultFails: false }).agrees).toBe(true);
  });

  it('tell short times in milliseconds and long ones in seconds', () => {
    expect(tourWordsEn.took(0.004)).toContain('4 ms');
    expect(tourWordsEn.took(0.0001)).toContain('1 ms');
    expect(tourWordsEn.took(2.34)).toContain('2.3 s');
    expect(tourWordsKo.took(2.34)).toContain('2.3초');
  });
});
