'use client';

import { Button } from '@mantine/core';
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
        {question.choices.length > 0 && (
          <div className={styles.choices}>
            {question.choices.map(({ label, flags }) => (
              <Button key={label} variant="default" onClick={() => onAnswer(flags)}>
                {label}
              </Button>
            ))}
          </div>
        )}
        {asksForStart && <CalendarStart onAnswer={onAnswer} />}
      </div>
      <p className={styles.flag}>
        On the command line: <code className="mono">{question.flag}</code>
      </p>
    </Card>
  );
}
