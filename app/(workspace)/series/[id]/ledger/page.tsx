import type { Metadata } from 'next';
import { LedgerScreen } from '#app/_components/ledger/ledger-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

export const metadata: Metadata = { title: 'Ledger' };

export default async function LedgerPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const id = idOfPath((await params).id);
  return <LedgerScreen key={id} seriesId={id} />;
}
