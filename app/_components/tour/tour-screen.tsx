'use client';

import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { formatCount } from '#app/_lib/format-number.ts';
import { type Language, type Lesson, lessons } from '#app/_lib/tour/tour-words.ts';
import { tourWordsEn } from '#app/_lib/tour/tour-words-en.ts';
import { tourWordsKo } from '#app/_lib/tour/tour-words-ko.ts';
import { AnswersLesson } from './answers-lesson.tsx';
import { BackwardsLesson } from './backwards-lesson.tsx';
import { FadingLesson } from './fading-lesson.tsx';
import { GatesLesson } from './gates-lesson.tsx';
import { HiddenStateLesson } from './hidden-state-lesson.tsx';
import type { LessonPart } from './lesson-part.ts';
import { SharingLesson } from './sharing-lesson.tsx';
import { TourFoot } from './tour-foot.tsx';
import { TourNav } from './tour-nav.tsx';
import styles from './tour-screen.module.css';
import { useTourSeries } from './use-tour-series.ts';
import { useTourWorker } from './use-tour-worker.ts';

const words = { en: tourWordsEn, ko: tourWordsKo };
const choices = [
  { value: 'en', label: 'English' },
  { value: 'ko', label: '한국어' },
];
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
  const [language, setLanguage] = useLocalStorage<Language>({
    key: 'hindcast-tour-language',
    defaultValue: 'en',
  });
  const [seen, setSeen] = useLocalStorage<readonly Lesson[]>({ key: 'hindcast-tour-seen', defaultValue: [] });
  const said = words[language] ?? tourWordsEn;
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
        actions={
          <SegmentedControl
            aria-label={said.language}
            data={choices}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
          />
        }
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
