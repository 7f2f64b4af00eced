'use client';

import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import type { ReadingFlags, ReadingQuestion } from '#forecasting/reading/reading.ts';
import { CalendarStart } from './calendar-start.tsx';
import styles from './question-card.module.css';

interface QuestionCardProps {
  readonly question: ReadingQuestion;
  readonly onAnswer: (flags: ReadingFlags) => void;
}

/** A question that nothing in the file settles, with the answers it allows. */
export function QuestionCard({ question, onAnswer }: QuestionCardProps) {
  const asksForStart = question.flag.includes('--start');
  return (
    <Card title={question.message} className={styles.card}>
      <div className={styles.answers}>
        {question.choices.length > 0 && <Choices question={question} onAnswer={onAnswer} />}
        {asksForStart && <CalendarStart onAnswer={onAnswer} />}
      </div>
      <p className={styles.flag}>
        On the command line: <code className="mono">{question.flag}</code>
      </p>
    </Card>
  );
}

function Choices({ question, onAnswer }: QuestionCardProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const answer = question.choices.find(({ label }) => label === chosen);
  return (
    <div className={styles.choices}>
      <Radio.Group value={chosen} onChange={setChosen} aria-label={question.message}>
        <div className={styles.cards}>
          {question.choices.map(({ label }) => (
            <Radio.Card key={label} value={label} className={styles.choice ?? ''}>
              <Radio.Indicator size="xs" />
              <span>{label}</span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Button disabled={!answer} onClick={() => answer && onAnswer(answer.flags)}>
        Read it this way
      </Button>
    </div>
  );
}
