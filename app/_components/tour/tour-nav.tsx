import { IconCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { type Lesson, lessons, type TourWords } from '#app/_lib/tour/tour-words.ts';
import styles from './tour-screen.module.css';

interface TourNavProps {
  readonly words: TourWords;
  readonly lesson: Lesson;
  readonly seen: readonly Lesson[];
}

/** The six pages, and which of them were open before. */
export function TourNav({ words, lesson, seen }: TourNavProps) {
  return (
    <nav className={styles.nav} aria-label={words.pages}>
      <ol>
        {lessons.map((one, i) => {
          const isSeen = one !== lesson && seen.includes(one);
          return (
            <li key={one}>
              <Link
                className={`${styles.step} ${isSeen ? styles.seen : ''}`}
                href={`/learn/${one}`}
                prefetch={false}
                aria-current={one === lesson ? 'step' : undefined}
              >
                <span className={styles.number}>
                  {isSeen ? <IconCheck size={12} stroke={2.4} aria-hidden /> : i + 1}
                </span>
                <span className={styles.stepTitle}>{words.lessons[one].title}</span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className={styles.box}>
        {words.boxText}
        <br />
        <Link className="textLink" href="/learn/box" prefetch={false}>
          {words.boxLink}
        </Link>
      </p>
    </nav>
  );
}
