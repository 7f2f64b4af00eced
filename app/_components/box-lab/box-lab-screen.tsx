'use client';

import { useMemo, useState } from 'react';
import { Note } from '#app/_components/note.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { RecallCard } from '#app/_components/recall/recall-card.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { learningWords, unknownWords } from '#app/_lib/box-words.ts';
import { type BoxedText, hideWord } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import { BoxHead } from './box-head.tsx';
import styles from './box-lab-screen.module.css';
import { BoxVerdict } from './box-verdict.tsx';
import { GuessesCard } from './guesses-card.tsx';
import { ReaderCard } from './reader-card.tsx';
import { StatesCard } from './states-card.tsx';
import { useLanguageLab } from './use-language-lab.ts';

const firstBox = hideWord(['i', 'am', 'a', 'boy'], 1);

/** A word is hidden, and a count and three networks that learn in this browser guess it. */
export function BoxLabScreen() {
  usePageFrame({ crumbs: [{ label: 'Learn', href: '/learn' }, { label: 'BOX lab' }] });
  const [box, setBox] = useState<BoxedText>(firstBox);
  const [reading, setReading] = useState<Reading>('leftToRight');
  const lab = useLanguageLab(box, reading);
  const shown = useMemo(() => ({ box, reading, lab }), [box, reading, lab]);
  const unknown = unknownWords(lab.answer?.unknown ?? []);
  return (
    <div className={styles.page}>
      <BoxHead box={box} onBox={setBox} reading={reading} onReading={setReading} sizes={lab.sizes} />
      {lab.phase === 'failed' && (
        <Note tone="fail">
          <b>The networks could not be computed here.</b> {lab.problem}. A browser with WebAssembly SIMD and
          threads is needed: Chrome 91, Firefox 89, Safari 16.4 or newer.
        </Note>
      )}
      {(lab.phase === 'starting' || lab.phase === 'learning') && (
        <div className={styles.learning} role="status">
          <span>{learningWords(lab)}</span>
          <ProgressBar share={lab.epoch / lab.epochs} label="Learning" />
        </div>
      )}
      {unknown !== null && <Note>{unknown}</Note>}
      <BoxVerdict {...shown} />
      <div className={styles.guesses}>
        <GuessesCard {...shown} />
        <ReaderCard {...shown} />
      </div>
      <div className={styles.memory}>
        <StatesCard {...shown} />
        <RecallCard />
      </div>
    </div>
  );
}
