'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { ApiProvider } from '#app/_lib/trpc.tsx';
import { cssVariablesResolver, theme } from '#app/theme.ts';

interface ProvidersProps {
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

declare global {
  interface Window {
    /** Where the kit's scroll lock looks for the nonce of the style it adds. */
    __webpack_nonce__?: string;
  }
}

/** What every page stands on: the kit with our theme, the API client, short messages at the edge. */
export function Providers({ nonce, children }: ProvidersProps) {
  if (nonce !== undefined && typeof window !== 'undefined') window.__webpack_nonce__ = nonce;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      deduplicateInlineStyles
      {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
    >
      <Notifications position="bottom-right" />
      <ApiProvider>{children}</ApiProvider>
    </MantineProvider>
  );
}
