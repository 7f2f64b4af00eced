import { ScheduleScreen } from '#app/_components/schedules/schedule-screen.tsx';
import { idOfPath } from '#app/_lib/id-of-path.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function SchedulePage({ params }: PageProps) {
  return <ScheduleScreen scheduleId={idOfPath((await params).id)} />;
}
