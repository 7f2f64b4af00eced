'use client';

import { useEffect, useRef, useState } from 'react';
import type { TourTask, TourTasks } from '#app/_workers/tour-messages.ts';
import type { LessonPart } from './lesson-part.ts';

/**
 * What a figure shows, computed anew whenever something is moved; until it has come, what was there before. While one
 * is computed, further moves wait, and only the last of them counts.
 */
export function useFigure<Task extends TourTask>(
  { worker, series }: Pick<LessonPart, 'worker' | 'series'>,
  task: Task,
  takes: TourTasks[Task]['takes'],
): TourTasks[Task]['gives'] | null {
  const [shown, setShown] = useState<TourTasks[Task]['gives'] | null>(null);
  const wanted = useRef<string | null>(null);
  const busy = useRef(false);
  const content = JSON.stringify(takes);
  const values = series?.values;
  useEffect(() => {
    if (!values) return;
    wanted.current = content;
    if (busy.current) return;
    busy.current = true;
    const next = async () => {
      while (wanted.current !== null) {
        const asked = JSON.parse(wanted.current) as TourTasks[Task]['takes'];
        wanted.current = null;
        const { gives } = await worker.compute(task, values, asked);
        setShown(gives);
      }
    };
    next()
      // The measurement beside it says what is wrong; the figure stays as it is.
      .catch(() => {})
      .finally(() => {
        busy.current = false;
      });
  }, [worker, task, content, values]);
  return shown;
}
