import { SchedulesScreen } from '#app/_components/schedules/schedules-screen.tsx';

export default function SchedulesPage() {
  return <SchedulesScreen />;
}
