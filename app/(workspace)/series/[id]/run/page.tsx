import type { Metadata } from 'next';
import { NewRunScreen } from '#app/_components/new-run/new-run-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

export const metadata: Metadata = { title: 'New run' };

export default async function NewRunPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const id = idOfPath((await params).id);
  return <NewRunScreen key={id} id={id} />;
}
