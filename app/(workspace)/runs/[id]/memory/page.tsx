import { MemoryScreen } from '#app/_components/memory/memory-screen.tsx';
import { idOfPath, idOfQuery } from '#app/_lib/id-of-path.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly series?: string | string[] }>;
}

export default async function MemoryPage({ params, searchParams }: PageProps) {
  const [{ id }, { series }] = await Promise.all([params, searchParams]);
  return <MemoryScreen runId={idOfPath(id)} seriesId={idOfQuery(series)} />;
}
