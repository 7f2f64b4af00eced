import type { Metadata } from 'next';
import { ImportScreen } from '#app/_components/import/import-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

export const metadata: Metadata = { title: 'Check the import' };

export default async function ImportPage({ params }: { readonly params: Promise<{ uploadId: string }> }) {
  const uploadId = idOfPath((await params).uploadId);
  return <ImportScreen uploadId={uploadId} />;
}
