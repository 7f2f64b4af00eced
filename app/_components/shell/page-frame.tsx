'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

/** A step of the way to the page; without `href` it is not a link. */
export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

/** What a page tells the frame around it. */
export interface PageFrame {
  /** From the section to the page itself, which is last. */
  readonly crumbs: readonly Crumb[];
  /** The page's question as a call of the typed client, for "Copy as code". */
  readonly code?: string | undefined;
}

interface FrameState {
  readonly frame: PageFrame | null;
  readonly setFrame: (frame: PageFrame | null) => void;
}

const FrameContext = createContext<FrameState>({ frame: null, setFrame: () => undefined });

/** Holds what the page in view said about itself. */
export function PageFrameProvider({ children }: { readonly children: ReactNode }) {
  const [frame, setFrame] = useState<PageFrame | null>(null);
  const state = useMemo(() => ({ frame, setFrame }), [frame]);
  return <FrameContext value={state}>{children}</FrameContext>;
}

export function useCurrentFrame(): PageFrame | null {
  return useContext(FrameContext).frame;
}

/**
 * Tells the shell the page's breadcrumb and code; the last crumb becomes the tab's title. Call it in every page
 * with plain values: it compares by content, not by identity.
 */
export function usePageFrame(frame: PageFrame): void {
  const { setFrame } = useContext(FrameContext);
  const content = JSON.stringify(frame);
  useEffect(() => {
    const told = JSON.parse(content) as PageFrame;
    setFrame(told);
    const title = told.crumbs.at(-1)?.label;
    if (title) document.title = `${title} · Hindcast`;
    return () => setFrame(null);
  }, [content, setFrame]);
}
