'use client';

import { useMemo, useState } from 'react';
import { Note } from '#app/_components/note.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { RecallCard } from '#app/_components/recall/recall-card.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { LanguageSwitch } from '#app/_components/tour/language-switch.tsx';
import { boxLabWordsEn } from '#app/_lib/box/box-lab-words-en.ts';
import { boxLabWordsKo } from '#app/_lib/box/box-lab-words-ko.ts';
import { learningWords, unknownWords } from '#app/_lib/box/box-words.ts';
import { useTourLanguage } from '#app/_lib/tour/use-tour-language.ts';
import { type BoxedText, hideWord } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import { BoxHead } from './box-head.tsx';
import styles from './box-lab-screen.module.css';
import { BoxVerdict } from './box-verdict.tsx';
import { GuessesCard } from './guesses-card.tsx';
import { ReaderCard } from './reader-card.tsx';
import { StatesCard } from './states-card.tsx';
import { useLanguageLab } from './use-language-lab.ts';

const words = { en: boxLabWordsEn, ko: boxLabWordsKo };
const firstBox = hideWord(['i', 'am', 'a', 'boy'], 1);

/** A word is hidden, and a count and three networks that learn in this browser guess it. */
export function BoxLabScreen() {
  const [language, setLanguage] = useTourLanguage();
  const said = words[language];
  usePageFrame({ crumbs: [{ label: said.learn, href: '/learn' }, { label: said.lab }] });
  const [box, setBox] = useState<BoxedText>(firstBox);
  const [reading, setReading] = useState<Reading>('leftToRight');
  const lab = useLanguageLab(box, reading);
  const shown = useMemo(() => ({ said, box, reading, lab }), [said, box, reading, lab]);
  const unknown = unknownWords(lab.answer?.unknown ?? [], said);
  return (
    <div className={styles.page} lang={language}>
      <BoxHead
        said={said}
        languages={<LanguageSwitch language={language} onLanguage={setLanguage} label={said.language} />}
        box={box}
        onBox={setBox}
        reading={reading}
        onReading={setReading}
        sizes={lab.sizes}
      />
      {lab.phase === 'failed' && (
        <Note tone="fail">
          <b>{said.failed}</b> {said.failedWhy(lab.problem ?? '')}
        </Note>
      )}
      {(lab.phase === 'starting' || lab.phase === 'learning') && (
        <div className={styles.learning} role="status">
          <span>{learningWords(lab, said)}</span>
          <ProgressBar share={lab.epoch / lab.epochs} label={said.learningLabel} />
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
        <RecallCard said={said} />
      </div>
    </div>
  );
}
