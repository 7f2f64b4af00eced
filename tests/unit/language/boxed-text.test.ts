import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideWord, mostWords, readBoxedText, readWords } from '#forecasting/language/boxed-text.ts';

describe('readBoxedText()', () => {
  it.each(['I [BOX] a boy', 'I (box) a boy.', 'i ___ a boy', 'Hello. I {BOX} a BOY! Bye.', 'I □ a boy?'])(
    'finds the box in %s',
    (text) => {
      expect(readBoxedText(text)).toEqual({ left: ['i'], right: ['a', 'boy'], hidden: null });
    },
  );

  it('gives the words of the first sentence where there is no box', () => {
    expect(readBoxedText('\n You are  a girl. Yes')).toEqual({ words: ['you', 'are', 'a', 'girl'] });
  });

  it('finds a box at either end', () => {
    expect(readBoxedText('[BOX] am here')).toEqual({ left: [], right: ['am', 'here'], hidden: null });
    expect(readBoxedText('I am [BOX]')).toEqual({ left: ['i', 'am'], right: [], hidden: null });
  });

  it.each(['', '  ', '[BOX]', '...', '(box)!'])('finds nothing to read in "%s"', (text) => {
    expect(readBoxedText(text)).toBeNull();
  });

  it('reads the words nearest to the box where there are too many', () => {
    const long = Array.from({ length: 90 }, (_, i) => `w${i}`);
    const read = readBoxedText(`${long.join(' ')} [BOX] ${long.join(' ')}`);
    expect(read).toMatchObject({ left: long.slice(-mostWords), right: long.slice(0, mostWords) });
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const read = readBoxedText(text);
        if (read && 'left' in read) expect(read.left.length + read.right.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('readWords()', () => {
  it('keeps letters of any language and drops the rest', () => {
    expect(readWords('Ça va, «été»? 나는 소년 2')).toEqual(['ça', 'va', 'été', '나는', '소년', '2']);
  });
});

describe('hideWord()', () => {
  it('puts the box where a word stood and keeps the word', () => {
    expect(hideWord(['you', 'are', 'late'], 1)).toEqual({ left: ['you'], right: ['late'], hidden: 'are' });
  });
});
