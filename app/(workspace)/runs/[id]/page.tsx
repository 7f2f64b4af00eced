import { TrainingScreen } from '#app/_components/training/training-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function TrainingPage({ params }: PageProps) {
  return <TrainingScreen runId={idOfPath((await params).id)} />;
}
