import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImportScreen } from '#app/_components/import/import-screen.tsx';
import { idFromPath } from '#app/_lib/id-from-path.ts';

export const metadata: Metadata = { title: 'Check the import' };

export default async function ImportPage({ params }: { readonly params: Promise<{ uploadId: string }> }) {
  const uploadId = idFromPath((await params).uploadId);
  if (uploadId === undefined) notFound();
  return <ImportScreen uploadId={uploadId} />;
}
