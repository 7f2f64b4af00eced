import type { Metadata } from 'next';
import { NewRunScreen } from '#app/_components/new-run/new-run-screen.tsx';
import { idOfPath, idOfQuery } from '#app/_lib/id-of-path.ts';

export const metadata: Metadata = { title: 'New run' };

interface NewRunPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ from?: string | string[] }>;
}

export default async function NewRunPage({ params, searchParams }: NewRunPageProps) {
  const id = idOfPath((await params).id);
  const from = idOfQuery((await searchParams).from);
  return <NewRunScreen key={`${id} ${from}`} id={id} from={from} />;
}
