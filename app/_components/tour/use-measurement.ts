'use client';

import { useCallback, useState } from 'react';
import type { TourTask, TourTasks } from '#app/_workers/tour-messages.ts';
import type { LessonPart } from './lesson-part.ts';
import { StoppedError } from './use-tour-worker.ts';

/** A measurement that a button starts. */
export interface Measurement<Result> {
  readonly phase: 'idle' | 'working' | 'done' | 'failed';
  readonly share: number;
  readonly result: Result | null;
  readonly seconds: number | null;
  readonly problem: string | null;
  /** There is a series to measure on. */
  readonly ready: boolean;
  readonly start: () => void;
  readonly stop: () => void;
}

type Measured<Result> = Omit<Measurement<Result>, 'ready' | 'start' | 'stop'>;

const idle = { phase: 'idle', share: 0, result: null, seconds: null, problem: null } as const;

/** Measures a task on the page's series in its worker. */
export function useMeasurement<Task extends TourTask>(
  { worker, series }: Pick<LessonPart, 'worker' | 'series'>,
  task: Task,
  takes: TourTasks[Task]['takes'],
): Measurement<TourTasks[Task]['gives']> {
  const [state, setState] = useState<Measured<TourTasks[Task]['gives']>>(idle);
  const content = JSON.stringify(takes);
  const start = useCallback(async () => {
    if (!series) return;
    setState({ ...idle, phase: 'working' });
    try {
      const { gives, seconds } = await worker.compute(task, series.values, JSON.parse(content), (share) =>
        setState((before) => ({ ...before, share })),
      );
      setState({ ...idle, phase: 'done', share: 1, result: gives, seconds });
    } catch (problem) {
      if (problem instanceof StoppedError) setState(idle);
      else
        setState({
          ...idle,
          phase: 'failed',
          problem: problem instanceof Error ? problem.message : String(problem),
        });
    }
  }, [worker, series, task, content]);
  return { ...state, ready: series !== null, start, stop: worker.stop };
}
