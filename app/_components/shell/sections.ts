import {
  IconActivity,
  IconBook,
  IconChartBar,
  IconClock,
  IconCode,
  IconDatabase,
  IconSearch,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { ForecastIcon } from './forecast-icon.tsx';

interface SectionIconProps {
  readonly size?: number;
  readonly stroke?: number;
}

/** A section of the dashboard, in the order of the work. */
export interface Section {
  readonly label: string;
  readonly href: string;
  readonly icon: ComponentType<SectionIconProps>;
  /** Whether a path belongs to it. */
  readonly owns: RegExp;
  /** It stands apart: no step of the work. */
  readonly beside?: boolean;
}

export const sections: readonly Section[] = [
  { label: 'Data', href: '/data', icon: IconDatabase, owns: /^\/data/ },
  { label: 'Explore', href: '/series', icon: IconSearch, owns: /^\/series(\/\d+)?$/ },
  {
    label: 'Train',
    href: '/runs',
    icon: IconActivity,
    owns: /^\/(runs(\/\d+)?|train\/.*|series\/\d+\/run)$/,
  },
  {
    label: 'Compare',
    href: '/compare',
    icon: IconChartBar,
    owns: /^\/(compare|runs\/\d+\/(compare|memory))/,
  },
  {
    label: 'Forecast',
    href: '/forecast',
    icon: ForecastIcon,
    owns: /^\/(forecast|runs\/\d+\/forecast|series\/\d+\/ledger)/,
  },
  { label: 'Schedules', href: '/schedules', icon: IconClock, owns: /^\/schedules/ },
  { label: 'API', href: '/api-docs', icon: IconCode, owns: /^\/api-docs/ },
  { label: 'Learn', href: '/learn', icon: IconBook, owns: /^\/learn/, beside: true },
];

export function sectionOf(path: string): Section | undefined {
  return sections.find((section) => section.owns.test(path));
}
