'use client';

import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

/** The present moment, renewed every second, for ages and remaining times. */
export function useNow(intervalMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), intervalMs, { autoInvoke: true });
  return now;
}
