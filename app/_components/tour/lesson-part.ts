import type { TourWords } from '#app/_lib/tour/tour-words.ts';
import type { LessonSeries } from '#forecasting/lessons/lesson-series.ts';
import type { TourWorker } from './use-tour-worker.ts';

/** The series that a page of the tour is computed on. */
export interface TourSeries extends LessonSeries {
  readonly name: string;
  readonly unit: string | null;
  readonly isSample: boolean;
}

/** What every lesson is drawn from. */
export interface LessonPart {
  readonly words: TourWords;
  readonly worker: TourWorker;
  /** Null while it is fetched. */
  readonly series: TourSeries | null;
}
