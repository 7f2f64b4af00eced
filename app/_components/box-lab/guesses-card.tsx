import { IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { hiddenWordLine, labModels, modelName, modelStyle, spokenWord } from '#app/_lib/box/box-words.ts';
import { formatCount, formatPercent, formatScore } from '#app/_lib/format-number.ts';
import type { Guess } from '#forecasting/language/guesses.ts';
import styles from './guesses-card.module.css';
import type { LabPart } from './lab-part.ts';
import { ModelMark } from './model-mark.tsx';

/** The five best guesses of each model, on one scale, and how each did on the sentences apart. */
export function GuessesCard({ said, box, reading, lab }: LabPart) {
  const answers = lab.answer?.readings[reading];
  const all = lab.judgement?.judgement.all;
  const largest = Math.max(
    0.01,
    ...(answers ?? []).flatMap(({ guesses }) => guesses.map((g) => g.probability)),
  );
  const { guesses } = said;
  return (
    <Card title={guesses.title} note={guesses.note(reading, box.hidden !== null)}>
      <div className={styles.columns}>
        {labModels.map((model, i) => (
          <div key={model} className={styles.column}>
            <ModelMark model={model} said={said} />
            <ol className={styles.guesses} aria-label={guesses.of(modelName(model, said))}>
              {answers?.[i]?.guesses.map((guess) => (
                <GuessLine
                  stood={guesses.stood}
                  key={guess.word}
                  guess={guess}
                  share={guess.probability / largest}
                  color={modelStyle(model).color}
                  isHidden={guess.word === box.hidden}
                />
              ))}
            </ol>
            <p className={styles.scores}>
              {all
                ? guesses.scores(formatScore(all.logLoss[i]!), formatPercent(all.top1[i]!))
                : guesses.notJudged}
            </p>
          </div>
        ))}
      </div>
      <p className={styles.foot}>
        {hiddenWordLine(box.hidden, answers, said)} {all && guesses.foot(formatCount(all.boxes))}
      </p>
    </Card>
  );
}

interface GuessLineProps {
  /** What the check mark says. */
  readonly stood: string;
  readonly guess: Guess;
  /** Of the longest bar. */
  readonly share: number;
  readonly color: string;
  readonly isHidden: boolean;
}

function GuessLine({ stood, guess, share, color, isHidden }: GuessLineProps) {
  return (
    <li className={`${styles.guess} ${isHidden ? styles.right : ''}`}>
      <span className={styles.word}>
        {spokenWord(guess.word)}
        {isHidden && <IconCheck size={13} stroke={2.4} aria-label={stood} />}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${Math.max(1, share * 100)}%`, background: color }} />
      </span>
      <span className={`${styles.share} num`}>{formatPercent(guess.probability)}</span>
    </li>
  );
}
