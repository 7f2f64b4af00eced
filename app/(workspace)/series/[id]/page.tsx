import type { Metadata } from 'next';
import { ExploreScreen } from '#app/_components/explore/explore-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

export const metadata: Metadata = { title: 'Explore' };

export default async function ExplorePage({ params }: { readonly params: Promise<{ id: string }> }) {
  const id = idOfPath((await params).id);
  return <ExploreScreen key={id} id={id} />;
}
