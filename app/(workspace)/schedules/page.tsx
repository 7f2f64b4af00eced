import type { Metadata } from 'next';
import { SchedulesScreen } from '#app/_components/schedules/schedules-screen.tsx';

export const metadata: Metadata = { title: 'Schedules' };

export default function SchedulesPage() {
  return <SchedulesScreen />;
}
