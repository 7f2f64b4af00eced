'use client';

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';

const subscribeToNothing = () => () => undefined;

/** Light or dark; until someone chooses, as the system has it. */
export function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  // Label and picture are known only in the browser: the server cannot see which scheme is on.
  const inBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const isDark = inBrowser && scheme === 'dark';
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      size={32}
      aria-label={inBrowser ? `Switch to ${other}` : 'Switch colours'}
      onClick={() => setColorScheme(other)}
    >
      {isDark ? <IconSun size={16} stroke={1.75} /> : <IconMoon size={16} stroke={1.75} />}
    </ActionIcon>
  );
}
