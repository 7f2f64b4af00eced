import type { Metadata } from 'next';
import { LatestSeries } from '#app/_components/explore/latest-series.tsx';

export const metadata: Metadata = { title: 'New run' };

export default function NewRunOfLatestPage() {
  return <LatestSeries suffix="/run" />;
}
