import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ExploreScreen } from '#app/_components/explore/explore-screen.tsx';
import { idFromPath } from '#app/_lib/id-from-path.ts';

export const metadata: Metadata = { title: 'Explore' };

export default async function ExplorePage({ params }: { readonly params: Promise<{ id: string }> }) {
  const id = idFromPath((await params).id);
  if (id === undefined) notFound();
  return <ExploreScreen key={id} id={id} />;
}
