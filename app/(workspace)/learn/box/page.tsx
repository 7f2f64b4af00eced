import { BoxLabScreen } from '#app/_components/box-lab/box-lab-screen.tsx';

export default function BoxLabPage() {
  return <BoxLabScreen />;
}
