import { RunsScreen } from '#app/_components/runs/runs-screen.tsx';

export default function RunsPage() {
  return <RunsScreen />;
}
