import type { ReactNode } from 'react';
import { Shell } from '#app/_components/shell/shell.tsx';

/** Everything behind the sign-in stands in the shell. */
export default function WorkspaceLayout({ children }: { readonly children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
