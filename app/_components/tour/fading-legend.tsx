import type { TourWords } from '#app/_lib/tour/tour-words.ts';
import { FigureKey } from './figure-key.tsx';
import styles from './tour-screen.module.css';

interface FadingLegendProps {
  readonly words: TourWords;
  /** T of the LSTM whose gates start open. */
  readonly steps: string;
}

/** The lines of the fading figure. */
export function FadingLegend({ words, steps }: FadingLegendProps) {
  const { cells, fading } = words;
  return (
    <div className={styles.legend}>
      <FigureKey color="var(--hc-rnn)">{cells.rnn}</FigureKey>
      <FigureKey color="var(--hc-lstm)">
        {cells.lstm} {fading.cellState}
      </FigureKey>
      <FigureKey color="var(--hc-gru)">{cells.gru}</FigureKey>
      <FigureKey color="var(--hc-lstm)" bead>
        {cells.lstm} {fading.cellState}, {fading.withMemory(steps)}
      </FigureKey>
      <FigureKey color="var(--hc-classic)" dash="2 3">
        {fading.rule}
      </FigureKey>
    </div>
  );
}
