'use client';

import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { formatCount } from '#app/_lib/format-number.ts';
import { type Lesson, lessons } from '#app/_lib/tour/tour-words.ts';
import { tourWordsEn } from '#app/_lib/tour/tour-words-en.ts';
import { tourWordsKo } from '#app/_lib/tour/tour-words-ko.ts';
import { useTourLanguage } from '#app/_lib/tour/use-tour-language.ts';
import { AnswersLesson } from './answers-lesson.tsx';
import { BackwardsLesson } from './backwards-lesson.tsx';
import { FadingLesson } from './fading-lesson.tsx';
import { GatesLesson } from './gates-lesson.tsx';
import { HiddenStateLesson } from './hidden-state-lesson.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import type { LessonPart } from './lesson-part.ts';
import { SharingLesson } from './sharing-lesson.tsx';
import { TourFoot } from './tour-foot.tsx';
import { TourNav } from './tour-nav.tsx';
import styles from './tour-screen.module.css';
import { useTourSeries } from './use-tour-series.ts';
import { useTourWorker } from './use-tour-worker.ts';

const words = { en: tourWordsEn, ko: tourWordsKo };
const parts: Readonly<Record<Lesson, (part: LessonPart) => React.ReactNode>> = {
  'hidden-state': HiddenStateLesson,
  'one-set-of-weights': SharingLesson,
  answers: AnswersLesson,
  backwards: BackwardsLesson,
  fading: FadingLesson,
  gates: GatesLesson,
};

/** One page of the tour: an idea, a figure to move, and a button that measures the claim here. */
export function TourScreen({ lesson }: { readonly lesson: Lesson }) {
  const [language, setLanguage] = useTourLanguage();
  const [seen, setSeen] = useLocalStorage<readonly Lesson[]>({ key: 'hindcast-tour-seen', defaultValue: [] });
  const said = words[language];
  const series = useTourSeries();
  const worker = useTourWorker();
  const { title } = said.lessons[lesson];
  usePageFrame({ crumbs: [{ label: said.learn, href: '/learn' }, { label: title }] });
  useEffect(() => {
    setSeen((before) => (before.includes(lesson) ? before : [...before, lesson]));
  }, [lesson, setSeen]);
  const Part = parts[lesson];
  return (
    <div className={styles.page} lang={language}>
      <PageHead
        title={title}
        lead={`${said.stepOf(lessons.indexOf(lesson) + 1)}. ${said.lead}`}
        actions={<LanguageSwitch language={language} onLanguage={setLanguage} label={said.language} />}
      />
      <div className={styles.columns}>
        <TourNav words={said} lesson={lesson} seen={seen} />
        <Part key={lesson} words={said} worker={worker} series={series} />
      </div>
      <p className={styles.series}>
        {series
          ? (series.isSample ? said.onSample : said.onSeries)(series.name, formatCount(series.values.length))
          : said.loadingSeries}
      </p>
      <TourFoot words={said} lesson={lesson} />
    </div>
  );
}
