import type { Metadata } from 'next';
import { RunsScreen } from '#app/_components/runs/runs-screen.tsx';

export const metadata: Metadata = { title: 'Runs' };

export default function RunsPage() {
  return <RunsScreen />;
}
