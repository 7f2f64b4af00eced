import { describe, expect, it } from 'vitest';
import {
  boxVerdictWords,
  hiddenWordLine,
  likeWords,
  readerLines,
  readTyped,
  spokenWord,
  typedText,
  unknownWords,
} from '#app/_lib/box-words.ts';
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

describe('boxVerdictWords()', () => {
  it('says tie where every interval reaches zero, with the evidence and the other boxes beside it', () => {
    const words = boxVerdictWords(judgement(tie), box);
    expect(words.tone).toBe('tie');
    expect(words.say).toBe('Counting word pairs is as good as any network here.');
    expect(words.rest).toBe(
      "“I” stands before the box, and the count has seen its last word too: on 20 such boxes the networks' skill is +2 to +3 %, and every interval reaches zero. With two or more words before the box (1,516 of them): LSTM +10 % (+9 … +11 %).",
    );
  });

  it('names the networks that beat the count', () => {
    expect(boxVerdictWords(judgement(win, 'far'), box).say).toBe(
      'All three networks beat counting word pairs here.',
    );
    const one = group(40, [
      [-0.01, 0.02, 0.05],
      [0.01, 0.03, 0.06],
      [-0.01, 0.02, 0.05],
    ]);
    expect(boxVerdictWords(judgement(one), box)).toMatchObject({
      tone: 'win',
      stamp: 'LSTM beats the count',
    });
  });

  it('says so where the count beats them all', () => {
    expect(boxVerdictWords(judgement(loss), box)).toMatchObject({ tone: 'lose', stamp: 'Use the count' });
  });
});

describe('likeWords()', () => {
  it('tells which boxes stand for this one', () => {
    expect(likeWords(judgement(tie), box)).toBe('after “I” (20)');
    expect(likeWords(judgement(tie, 'near'), box)).toBe('1 word before it');
  });
});

describe('readTyped()', () => {
  it('hides the second word where no box was typed', () => {
    expect(readTyped('You are a girl')).toEqual({ box: hideWord(['you', 'are', 'a', 'girl'], 1) });
  });

  it.each(['', '[BOX]', 'Hello'])('asks for a sentence instead of "%s"', (text) => {
    expect(readTyped(text)).toHaveProperty('problem');
  });

  it('reads back what it shows', () => {
    expect(typedText(box)).toBe('I [BOX] a boy');
    expect(readTyped(typedText(box))).toEqual({ box: { ...box, hidden: null } });
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
    expect(hiddenWordLine('am', answers)).toBe(
      'Two of the four put “am”, the word that stood there, first; they gave it 15 % to 30 %.',
    );
    expect(hiddenWordLine(null, answers)).toBe('');
    expect(
      hiddenWordLine(
        'zebra',
        answers.map((answer) => ({ ...answer, hidden: null })),
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
    expect(readerLines(box, both).map(({ kind }) => kind)).toEqual(['read', 'unread', 'both', 'nobody']);
    expect(readerLines(box, both)[1]!.text).toContain('“a boy” follows');
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
    expect(readerLines(box, sure).map(({ kind }) => kind)).toEqual(['read', 'unread', 'both']);
    const [first] = readerLines({ left: [], right: ['am'], hidden: null }, sure);
    expect(first!.text).toContain('nothing has been read');
    expect(readerLines({ left: ['i'], right: [], hidden: null }, sure)[1]!.text).toContain('last word');
  });
});

describe('unknownWords()', () => {
  it('names the words that nothing was learned about', () => {
    expect(unknownWords([])).toBeNull();
    expect(unknownWords(['zebra'])).toContain('“zebra” is a word that the networks never read');
    expect(unknownWords(['zebra', 'moon'])).toContain('“zebra”, “moon” are words');
  });
});
