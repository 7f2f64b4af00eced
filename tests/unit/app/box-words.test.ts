import { describe, expect, it } from 'vitest';
import { boxLabWordsEn as en } from '#app/_lib/box/box-lab-words-en.ts';
import { boxLabWordsKo as ko } from '#app/_lib/box/box-lab-words-ko.ts';
import {
  boxVerdictWords,
  hiddenWordLine,
  likeWords,
  readerLines,
  readTyped,
  spokenWord,
  typedText,
  unknownWords,
} from '#app/_lib/box/box-words.ts';
import type { BoxJudgement, GroupResult, ModelGuesses } from '#forecasting/language/ask-lab.ts';
import { hideWord } from '#forecasting/language/boxed-text.ts';

const box = hideWord(['i', 'am', 'a', 'boy'], 1);

function group(boxes: number, skills: readonly (readonly [number, number, number])[]): GroupResult {
  return {
    boxes,
    logLoss: [2, 1.9, 1.9, 1.9],
    top1: [0.2, 0.3, 0.3, 0.3],
    verdicts: skills.map(([low, skill, high]) => ({
      outcome: low > 0 ? 'beats' : high < 0 ? 'loses' : 'ties',
      estimate: { skill, interval: [low, high] },
    })),
  };
}

const tie = group(20, [
  [-0.01, 0.02, 0.05],
  [-0.02, 0.03, 0.06],
  [-0.01, 0.02, 0.05],
]);
const win = group(1516, [
  [0.08, 0.09, 0.11],
  [0.09, 0.1, 0.11],
  [0.07, 0.08, 0.1],
]);
const loss = group(30, [
  [-0.3, -0.2, -0.1],
  [-0.3, -0.2, -0.1],
  [-0.3, -0.2, -0.1],
]);
const judgement = (like: GroupResult, likeness: BoxJudgement['likeness'] = 'same'): BoxJudgement => ({
  like,
  likeness,
  far: win,
  all: win,
});

/** Every text by its path; functions by their path alone. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, '']];
  return Object.entries(value as object).flatMap(([key, part]) => textsOf(part, `${path}/${key}`));
}

describe('boxVerdictWords()', () => {
  it('says tie where every interval reaches zero, with the evidence and the other boxes beside it', () => {
    const words = boxVerdictWords(judgement(tie), box, en);
    expect(words.tone).toBe('tie');
    expect(words.say).toBe('Counting word pairs is as good as any network here.');
    expect(words.rest).toBe(
      "“I” stands before the box, and the count has seen its last word too: on 20 such boxes the networks' skill is +2 to +3 %, and every interval reaches zero. With two or more words before the box (1,516 of them): LSTM +10 % (+9 … +11 %).",
    );
  });

  it('names the networks that beat the count', () => {
    expect(boxVerdictWords(judgement(win, 'far'), box, en).say).toBe(
      'All three networks beat counting word pairs here.',
    );
    const one = group(40, [
      [-0.01, 0.02, 0.05],
      [0.01, 0.03, 0.06],
      [-0.01, 0.02, 0.05],
    ]);
    expect(boxVerdictWords(judgement(one), box, en)).toMatchObject({
      tone: 'win',
      stamp: 'LSTM beats the count',
    });
  });

  it('says so where the count beats them all', () => {
    expect(boxVerdictWords(judgement(loss), box, en)).toMatchObject({ tone: 'lose', stamp: 'Use the count' });
  });
});

describe('the lab in Korean', () => {
  const hangul = /\p{Script=Hangul}/u;

  it('has every text in Korean, and none is the English one', () => {
    const english = new Map(textsOf(en));
    const korean = textsOf(ko);
    expect(korean.map(([path]) => path)).toEqual([...english.keys()]);
    // Names of cells are the same everywhere.
    const plain = korean.filter(([path, text]) => text !== '' && !/\/(rnn|gru)$/.test(path));
    expect(plain.filter(([, text]) => !hangul.test(text))).toEqual([]);
    expect(plain.filter(([path, text]) => english.get(path) === text)).toEqual([]);
    expect(korean.filter(([, text]) => text.includes('!'))).toEqual([]);
  });

  it('says the same numbers of the same judgement, in Korean sentences', () => {
    // Korean writes the zero that an interval reaches as a figure.
    const figures = (text: string) => text.match(/[+−]?\d[\d,]*/g)?.filter((figure) => figure !== '0');
    for (const [shown, likeness] of [
      [tie, 'same'],
      [win, 'far'],
      [loss, 'near'],
    ] as const) {
      const [english, korean] = [en, ko].map((said) =>
        boxVerdictWords(judgement(shown, likeness), box, said),
      );
      expect(korean!.tone).toBe(english!.tone);
      expect(korean!.stamp).toMatch(hangul);
      expect(korean!.say).toMatch(hangul);
      expect(figures(korean!.rest)).toEqual(figures(english!.rest));
    }
    expect(readTyped('Hello', ko)).toMatchObject({ problem: expect.stringMatching(hangul) });
    const [read, unread] = readerLines(box, undefined, ko);
    expect(read!.text).toContain('“I”');
    expect(unread!.text).toContain('“a boy”');
    expect(unknownWords(['zebra'], ko)).toContain('“zebra”');
    for (const first of [0, 1, 2, 3, 4]) {
      const said = ko.guesses.hidden({ word: 'am', first, range: ['13 %', '18 %'] });
      expect(said).toMatch(/“am”.*13 %.*18 %/);
      expect(said).not.toContain('undefined');
    }
  });
});

describe('likeWords()', () => {
  it('tells which boxes stand for this one', () => {
    expect(likeWords(judgement(tie), box, en)).toBe('after “I” (20)');
    expect(likeWords(judgement(tie, 'near'), box, en)).toBe('1 word before it');
  });
});

describe('readTyped()', () => {
  it('hides the second word where no box was typed', () => {
    expect(readTyped('You are a girl', en)).toEqual({ box: hideWord(['you', 'are', 'a', 'girl'], 1) });
  });

  it.each(['', '[BOX]', 'Hello'])('asks for a sentence instead of "%s"', (text) => {
    expect(readTyped(text, en)).toHaveProperty('problem');
  });

  it('reads back what it shows', () => {
    expect(typedText(box)).toBe('I [BOX] a boy');
    expect(readTyped(typedText(box), en)).toEqual({ box: { ...box, hidden: null } });
  });
});

describe('spokenWord()', () => {
  it('writes I, and a capital at the beginning only', () => {
    expect([spokenWord('i', 3), spokenWord('you', 0), spokenWord('you', 1)]).toEqual(['I', 'You', 'you']);
  });
});

const guess = (words: readonly [string, number][], hidden: number | null): ModelGuesses => ({
  guesses: words.map(([word, probability]) => ({ word, probability })),
  hidden,
});

describe('hiddenWordLine()', () => {
  it('counts who put the hidden word first, and what all gave it', () => {
    const answers = [
      guess([['am', 0.2]], 0.2),
      guess([['was', 0.2]], 0.15),
      guess([['am', 0.3]], 0.3),
      guess([['was', 0.2]], 0.18),
    ];
    expect(hiddenWordLine('am', answers, en)).toBe(
      'Two of the four put “am”, the word that stood there, first; they gave it 15 % to 30 %.',
    );
    expect(hiddenWordLine(null, answers, en)).toBe('');
    expect(
      hiddenWordLine(
        'zebra',
        answers.map((answer) => ({ ...answer, hidden: null })),
        en,
      ),
    ).toContain('no word of theirs');
  });
});

describe('readerLines()', () => {
  const both = [0, 1, 2, 3].map(() =>
    guess(
      [
        ['was', 0.56],
        ['am', 0.42],
      ],
      0.42,
    ),
  );

  it('says what was read, what was not, and what nobody can know', () => {
    expect(readerLines(box, both, en).map(({ kind }) => kind)).toEqual(['read', 'unread', 'both', 'nobody']);
    expect(readerLines(box, both, en)[1]!.text).toContain('“a boy” follows');
  });

  it('leaves the last out where one word decides, and speaks of boxes at the ends', () => {
    const sure = both.map(() =>
      guess(
        [
          ['were', 0.97],
          ['was', 0.02],
        ],
        null,
      ),
    );
    expect(readerLines(box, sure, en).map(({ kind }) => kind)).toEqual(['read', 'unread', 'both']);
    const [first] = readerLines({ left: [], right: ['am'], hidden: null }, sure, en);
    expect(first!.text).toContain('nothing has been read');
    expect(readerLines({ left: ['i'], right: [], hidden: null }, sure, en)[1]!.text).toContain('last word');
  });
});

describe('unknownWords()', () => {
  it('names the words that nothing was learned about', () => {
    expect(unknownWords([], en)).toBeNull();
    expect(unknownWords(['zebra'], en)).toContain('“zebra” is a word that the networks never read');
    expect(unknownWords(['zebra', 'moon'], en)).toContain('“zebra”, “moon” are words');
  });
});
