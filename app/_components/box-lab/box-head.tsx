'use client';

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PageHead } from '#app/_components/page-head.tsx';
import { readTyped, spokenWord, typedText } from '#app/_lib/box-words.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import type { LabSizes } from '#app/_workers/language-messages.ts';
import { type BoxedText, hideWord } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import styles from './box-head.module.css';

interface BoxHeadProps {
  readonly box: BoxedText;
  readonly onBox: (box: BoxedText) => void;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly sizes: LabSizes | null;
}

const examples = ['You [BOX] a girl', 'Yesterday we [BOX] tired', 'The dogs near the house [BOX] late'];
const readings = [
  { value: 'leftToRight', label: 'Left to right' },
  { value: 'bothWays', label: 'Both ways' },
];

/** The sentence with its box, and where to type another. */
export function BoxHead({ box, onBox, reading, onReading, sizes }: BoxHeadProps) {
  const [text, setText] = useState(typedText(box));
  const [problem, setProblem] = useState<string | null>(null);
  const show = (next: BoxedText) => {
    setText(typedText(next));
    setProblem(null);
    onBox(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTyped(text);
    if ('problem' in read) setProblem(read.problem);
    else show(read.box);
  };
  return (
    <>
      <PageHead
        title={<BoxedSentence box={box} onBox={show} />}
        lead={
          sizes
            ? `BOX lab. Three networks learn in this browser from ${formatCount(sizes.training)} short sentences with ${sizes.words} different words; ${sizes.heldOut} other sentences judge them.`
            : 'BOX lab. A word is hidden; three networks that learn in this browser guess it.'
        }
        actions={
          <form className={styles.ask} onSubmit={submit}>
            <SegmentedControl
              className={styles.direction ?? ''}
              aria-label="Reading direction"
              data={readings}
              value={reading}
              onChange={(value) => onReading(value as Reading)}
            />
            <TextInput
              className={styles.field}
              aria-label="A sentence with [BOX] in the place of one word"
              value={text}
              error={problem}
              maxLength={2000}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" color="dark">
              Guess
            </Button>
          </form>
        }
      />
      <p className={styles.examples}>
        <span>{box.hidden === null ? 'Or try' : 'Press a word above to hide it instead, or try'}</span>
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            className="textLink"
            onClick={() => {
              const read = readTyped(example);
              if ('box' in read) show(read.box);
            }}
          >
            {example}
          </button>
        ))}
      </p>
    </>
  );
}

/** The words stand as they are read; where the hidden one is known, each can be hidden instead. */
function BoxedSentence({ box, onBox }: Pick<BoxHeadProps, 'box' | 'onBox'>) {
  const { left, right, hidden } = box;
  const hide = (at: number) => {
    if (hidden !== null) onBox(hideWord([...left, hidden, ...right], at));
  };
  const word = (text: string, at: number) => {
    const said = spokenWord(text, at);
    if (hidden === null) return <span key={at}>{said} </span>;
    return (
      <button key={at} type="button" className={styles.word} title="Hide this word" onClick={() => hide(at)}>
        {said}
      </button>
    );
  };
  return (
    <span className={styles.sentence}>
      {left.map((text, i) => word(text, i))}
      <span className={styles.box}>BOX</span>
      {right.map((text, i) => word(text, left.length + 1 + i))}
    </span>
  );
}
