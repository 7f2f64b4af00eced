'use client';

import { useEffect, useState } from 'react';

/** Milliseconds a step is shown for. */
const stepMs = 450;

export interface StepPlayer {
  /** 0-based. */
  readonly step: number;
  readonly isPlaying: boolean;
  readonly go: (step: number) => void;
  readonly toggle: () => void;
}

/** Walks through steps by hand or by itself; it starts and ends at the last. */
export function useStepPlayer(steps: number): StepPlayer {
  const [chosen, setChosen] = useState<number | null>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const last = steps - 1;
  const step = Math.min(chosen ?? last, last);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      setChosen((before) => {
        const next = (before ?? last) + 1;
        if (next >= last) setIsPlaying(false);
        return Math.min(last, next);
      });
    }, stepMs);
    return () => clearInterval(timer);
  }, [isPlaying, last]);
  return {
    step,
    isPlaying,
    go: (to) => {
      setIsPlaying(false);
      setChosen(Math.max(0, Math.min(last, to)));
    },
    toggle: () => {
      if (!isPlaying && step === last) setChosen(0);
      setIsPlaying(!isPlaying);
    },
  };
}
