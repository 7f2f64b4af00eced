import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import Link from 'next/link';
import { type Lesson, lessons, type TourWords } from '#app/_lib/tour/tour-words.ts';
import styles from './tour-screen.module.css';

/** The way on and the way back. */
export function TourFoot({ words, lesson }: { readonly words: TourWords; readonly lesson: Lesson }) {
  const at = lessons.indexOf(lesson);
  const [before, after] = [lessons[at - 1], lessons[at + 1]];
  return (
    <div className={styles.foot}>
      {before ? (
        <Button component={Link} href={`/learn/${before}`} variant="default" prefetch={false}>
          {words.back}
        </Button>
      ) : (
        <span />
      )}
      <Button
        component={Link}
        href={after ? `/learn/${after}` : '/learn/box'}
        color="dark"
        prefetch={false}
        rightSection={<IconArrowRight size={15} stroke={1.75} aria-hidden />}
      >
        {after ? words.next(words.lessons[after].title) : words.box}
      </Button>
    </div>
  );
}
