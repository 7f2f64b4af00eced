import { NewScheduleScreen } from '#app/_components/schedules/new-schedule-screen.tsx';
import { idOfQuery } from '#app/_lib/id-of-path.ts';

interface PageProps {
  readonly searchParams: Promise<{ readonly run?: string | string[]; readonly series?: string | string[] }>;
}

export default async function NewSchedulePage({ searchParams }: PageProps) {
  const { run, series } = await searchParams;
  return <NewScheduleScreen runId={idOfQuery(run)} seriesId={idOfQuery(series)} />;
}
