'use client';

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { PageHead } from '#app/_components/page-head.tsx';
import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import { readTyped, spokenWord, typedText } from '#app/_lib/box/box-words.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import type { LabSizes } from '#app/_workers/language-messages.ts';
import { type BoxedText, hideWord } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import styles from './box-head.module.css';

interface BoxHeadProps {
  readonly said: BoxLabWords;
  /** Chooses the language. */
  readonly languages: ReactNode;
  readonly box: BoxedText;
  readonly onBox: (box: BoxedText) => void;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly sizes: LabSizes | null;
}

const examples = ['You [BOX] a girl', 'Yesterday we [BOX] tired', 'The dogs near the house [BOX] late'];

/** The sentence with its box, and where to type another. */
export function BoxHead({ said, languages, box, onBox, reading, onReading, sizes }: BoxHeadProps) {
  const [text, setText] = useState(typedText(box));
  const [problem, setProblem] = useState<string | null>(null);
  const show = (next: BoxedText) => {
    setText(typedText(next));
    setProblem(null);
    onBox(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTyped(text, said);
    if ('problem' in read) setProblem(read.problem);
    else show(read.box);
  };
  return (
    <>
      <PageHead
        title={<BoxedSentence box={box} onBox={show} hideThis={said.hideThis} />}
        lead={
          sizes
            ? said.lead({
                training: formatCount(sizes.training),
                words: formatCount(sizes.words),
                heldOut: formatCount(sizes.heldOut),
              })
            : said.waitingLead
        }
        actions={
          <form className={styles.ask} onSubmit={submit}>
            <SegmentedControl
              className={styles.direction ?? ''}
              aria-label={said.direction}
              data={[
                { value: 'leftToRight', label: said.leftToRight },
                { value: 'bothWays', label: said.bothWays },
              ]}
              value={reading}
              onChange={(value) => onReading(value as Reading)}
            />
            <TextInput
              className={styles.field}
              aria-label={said.field}
              value={text}
              error={problem}
              maxLength={2000}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" color="dark">
              {said.guess}
            </Button>
            {languages}
          </form>
        }
      />
      <p className={styles.examples}>
        <span>{box.hidden === null ? said.orTry : said.pressAWord}</span>
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            className="textLink"
            lang="en"
            onClick={() => {
              const read = readTyped(example, said);
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

interface BoxedSentenceProps extends Pick<BoxHeadProps, 'box' | 'onBox'> {
  readonly hideThis: string;
}

/** The words stand as they are read; where the hidden one is known, each can be hidden instead. */
function BoxedSentence({ box, onBox, hideThis }: BoxedSentenceProps) {
  const { left, right, hidden } = box;
  const hide = (at: number) => {
    if (hidden !== null) onBox(hideWord([...left, hidden, ...right], at));
  };
  const word = (text: string, at: number) => {
    const said = spokenWord(text, at);
    if (hidden === null) return <span key={at}>{said} </span>;
    return (
      <button key={at} type="button" className={styles.word} title={hideThis} onClick={() => hide(at)}>
        {said}
      </button>
    );
  };
  return (
    <span className={styles.sentence} lang="en">
      {left.map((text, i) => word(text, i))}
      <span className={styles.box}>BOX</span>
      {right.map((text, i) => word(text, left.length + 1 + i))}
    </span>
  );
}
