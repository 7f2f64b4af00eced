import { IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { hiddenWordLine, labModels, modelName, modelStyle, spokenWord } from '#app/_lib/box-words.ts';
import { formatPercent, formatScore } from '#app/_lib/format-number.ts';
import type { Guess } from '#forecasting/language/guesses.ts';
import styles from './guesses-card.module.css';
import type { LabPart } from './lab-part.ts';
import { ModelMark } from './model-mark.tsx';

/** The five best guesses of each model, on one scale, and how each did on the sentences apart. */
export function GuessesCard({ box, reading, lab }: LabPart) {
  const answers = lab.answer?.readings[reading];
  const all = lab.judgement?.judgement.all;
  const largest = Math.max(
    0.01,
    ...(answers ?? []).flatMap(({ guesses }) => guesses.map((g) => g.probability)),
  );
  const how = reading === 'leftToRight' ? 'reading left to right' : 'reading both ways';
  return (
    <Card
      title="Five guesses"
      note={`probability, ${how}${box.hidden === null ? '' : '; the check marks the word that stood there'}`}
    >
      <div className={styles.columns}>
        {labModels.map((model, i) => (
          <div key={model} className={styles.column}>
            <ModelMark model={model} />
            <ol className={styles.guesses} aria-label={`Guesses of ${modelName(model)}`}>
              {answers?.[i]?.guesses.map((guess) => (
                <GuessLine
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
                ? `${formatScore(all.logLoss[i]!)} nats, ${formatPercent(all.top1[i]!)} right`
                : 'not judged yet'}
            </p>
          </div>
        ))}
      </div>
      <p className={styles.foot}>
        {hiddenWordLine(box.hidden, answers)}
        {all &&
          ` Below each model: its log loss, −log of the probability of the right word, and its share of right first guesses on ${all.boxes.toLocaleString('en')} held-out boxes.`}
      </p>
    </Card>
  );
}

interface GuessLineProps {
  readonly guess: Guess;
  /** Of the longest bar. */
  readonly share: number;
  readonly color: string;
  readonly isHidden: boolean;
}

function GuessLine({ guess, share, color, isHidden }: GuessLineProps) {
  return (
    <li className={`${styles.guess} ${isHidden ? styles.right : ''}`}>
      <span className={styles.word}>
        {spokenWord(guess.word)}
        {isHidden && <IconCheck size={13} stroke={2.4} aria-label="the word that stood there" />}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${Math.max(1, share * 100)}%`, background: color }} />
      </span>
      <span className={`${styles.share} num`}>{formatPercent(guess.probability)}</span>
    </li>
  );
}
