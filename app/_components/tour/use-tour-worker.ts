'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TourReply, TourRequest, TourTask, TourTasks } from '#app/_workers/tour-messages.ts';

interface Waiting {
  readonly progress: (share: number) => void;
  readonly resolve: (outcome: { gives: unknown; seconds: number }) => void;
  readonly reject: (problem: Error) => void;
}

/** A Web Worker with the kernels, for as long as a page of the tour is open. */
export interface TourWorker {
  compute<Task extends TourTask>(
    task: Task,
    values: Float32Array,
    takes: TourTasks[Task]['takes'],
    progress?: (share: number) => void,
  ): Promise<{ readonly gives: TourTasks[Task]['gives']; readonly seconds: number }>;
  /** Ends all that is under way; the next task starts a new worker. */
  stop(): void;
}

/** What a measurement or a figure is waiting for when it is stopped. */
export class StoppedError extends Error {}

export function useTourWorker(): TourWorker {
  const worker = useRef<Worker | null>(null);
  const waiting = useRef(new Map<number, Waiting>());
  const ids = useRef(0);

  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
    for (const one of waiting.current.values()) one.reject(new StoppedError());
    waiting.current.clear();
  }, []);
  useEffect(() => stop, [stop]);

  const start = useCallback(() => {
    const started = new Worker(new URL('../../_workers/tour-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<TourReply>) => {
      const one = waiting.current.get(data.id);
      if (data.kind === 'progress') return one?.progress(data.share);
      waiting.current.delete(data.id);
      if (data.kind === 'done') one?.resolve(data);
      else one?.reject(new Error(data.message));
    });
    started.addEventListener('error', ({ message }) => {
      for (const one of waiting.current.values())
        one.reject(new Error(message || 'the worker did not start'));
      waiting.current.clear();
      worker.current = null;
    });
    return started;
  }, []);

  const compute = useCallback(
    (task: TourTask, values: Float32Array, takes: object, progress: (share: number) => void = () => {}) => {
      worker.current ??= start();
      ids.current += 1;
      const request = { id: ids.current, task, values, takes } as TourRequest;
      return new Promise<{ gives: unknown; seconds: number }>((resolve, reject) => {
        waiting.current.set(request.id, { progress, resolve, reject });
        worker.current?.postMessage(request);
      });
    },
    [start],
  ) as TourWorker['compute'];

  const [tools] = useState<TourWorker>(() => ({ compute, stop }));
  return tools;
}
