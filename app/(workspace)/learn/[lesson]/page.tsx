import { notFound } from 'next/navigation';
import { TourScreen } from '#app/_components/tour/tour-screen.tsx';
import { lessons } from '#app/_lib/tour/tour-words.ts';

interface LessonPageProps {
  readonly params: Promise<{ lesson: string }>;
}

export default async function LessonPage({ params }: LessonPageProps) {
  const { lesson } = await params;
  const known = lessons.find((one) => one === lesson);
  if (!known) notFound();
  return <TourScreen lesson={known} />;
}
