import type { Metadata } from 'next';
import { LatestSeries } from '#app/_components/explore/latest-series.tsx';

export const metadata: Metadata = { title: 'Explore' };

export default function SeriesPage() {
  return <LatestSeries />;
}
