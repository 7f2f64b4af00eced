'use client';

import { useEffect, useReducer, useRef } from 'react';
import type { LabSizes, LanguageReply, LanguageRequest } from '#app/_workers/language-messages.ts';
import type { BoxedText } from '#forecasting/language/boxed-text.ts';
import type { Reading } from '#forecasting/language/guesses.ts';

type Answer = Extract<LanguageReply, { kind: 'answer' }>;
type Judgement = Extract<LanguageReply, { kind: 'judgement' }>;

/** What the page knows of the lab. */
export interface LabState {
  readonly phase: 'starting' | 'learning' | 'ready' | 'failed';
  readonly epoch: number;
  readonly epochs: number;
  readonly sizes: LabSizes | null;
  /** How long learning took. */
  readonly seconds: number | null;
  /** The newest answer; while another is on its way, the one before. */
  readonly answer: Answer | null;
  readonly judgement: Judgement | null;
  /** 0–1 while held-out boxes are scored. */
  readonly scoring: number | null;
  readonly problem: string | null;
}

const start: LabState = {
  phase: 'starting',
  epoch: 0,
  epochs: 1,
  sizes: null,
  seconds: null,
  answer: null,
  judgement: null,
  scoring: null,
  problem: null,
};

function take(state: LabState, reply: LanguageReply): LabState {
  switch (reply.kind) {
    case 'learning':
      return { ...state, ...reply, phase: 'learning' };
    case 'learned':
      return { ...state, phase: 'ready', seconds: reply.seconds };
    case 'answer':
      return { ...state, answer: reply };
    case 'scoring':
      return { ...state, scoring: reply.share };
    case 'judgement':
      return { ...state, judgement: reply, scoring: null };
    case 'failed':
      return { ...state, phase: 'failed', problem: reply.message };
  }
}

/** Runs the lab in a Web Worker: it learns when the page opens, and answers each box that the page shows. */
export function useLanguageLab(box: BoxedText, reading: Reading): LabState {
  const [state, tell] = useReducer(take, start);
  const worker = useRef<Worker | null>(null);
  const asks = useRef(0);
  const { phase } = state;

  useEffect(() => {
    const started = new Worker(new URL('../../_workers/language-worker.ts', import.meta.url), {
      type: 'module',
    });
    started.addEventListener('message', ({ data }: MessageEvent<LanguageReply>) => tell(data));
    started.addEventListener('error', ({ message }) =>
      tell({ kind: 'failed', message: message || 'the worker did not start' }),
    );
    worker.current = started;
    return () => {
      started.terminate();
      worker.current = null;
    };
  }, []);

  useEffect(() => {
    if (phase === 'failed') return;
    const post = (request: LanguageRequest) => worker.current?.postMessage(request);
    asks.current += 1;
    post({ kind: 'ask', ask: asks.current, box });
    if (phase === 'ready') post({ kind: 'judge', ask: asks.current, box, reading });
  }, [box, reading, phase]);

  return state;
}
