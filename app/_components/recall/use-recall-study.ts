'use client';

import { useEffect, useRef, useState } from 'react';
import type { RecallReply, RecallRequest } from '#app/_workers/recall-messages.ts';
import type { RecallPlan, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';

export interface RecallState {
  readonly phase: 'idle' | 'working' | 'done' | 'stopped' | 'failed';
  readonly plan: RecallPlan | null;
  readonly results: readonly RecallResult[];
  readonly share: number;
  readonly seconds: number;
  readonly problem: string | null;
}

const idle: RecallState = { phase: 'idle', plan: null, results: [], share: 0, seconds: 0, problem: null };

/** Runs a study in a Web Worker of its own; what has come stays when it is stopped. */
export function useRecallStudy() {
  const [state, setState] = useState<RecallState>(idle);
  const worker = useRef<Worker | null>(null);
  const end = () => {
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => () => worker.current?.terminate(), []);
  return {
    state,
    start(plan: RecallPlan) {
      end();
      const started = new Worker(new URL('../../_workers/recall-worker.ts', import.meta.url), {
        type: 'module',
      });
      worker.current = started;
      setState({ ...idle, phase: 'working', plan });
      const fail = (problem: string) => {
        end();
        setState((before) => ({ ...before, phase: 'failed', problem }));
      };
      started.addEventListener('message', ({ data }: MessageEvent<RecallReply>) => {
        if (data.kind === 'failed') fail(data.message);
        else if (data.kind === 'done') {
          end();
          setState((before) => ({ ...before, phase: 'done', share: 1, seconds: data.seconds }));
        } else {
          const { result, share, seconds } = data;
          setState((before) => ({ ...before, results: [...before.results, result], share, seconds }));
        }
      });
      started.addEventListener('error', ({ message }) => fail(message || 'the worker did not start'));
      started.postMessage(plan satisfies RecallRequest);
    },
    stop() {
      end();
      setState((before) => ({ ...before, phase: 'stopped' }));
    },
  };
}
