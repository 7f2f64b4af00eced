import type { Metadata } from 'next';
import { DataScreen } from '#app/_components/data/data-screen.tsx';

export const metadata: Metadata = { title: 'Data' };

export default function DataPage() {
  return <DataScreen />;
}
