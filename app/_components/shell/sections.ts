import {
  IconActivity,
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
  /** Whether the phone's tab bar has it. */
  readonly tab: boolean;
}

export const sections: readonly Section[] = [
  { label: 'Data', href: '/data', icon: IconDatabase, owns: /^\/data/, tab: true },
  { label: 'Explore', href: '/series', icon: IconSearch, owns: /^\/series(\/\d+)?$/, tab: false },
  {
    label: 'Train',
    href: '/runs',
    icon: IconActivity,
    owns: /^\/(runs(\/\d+)?|train\/.*|series\/\d+\/run)$/,
    tab: true,
  },
  {
    label: 'Compare',
    href: '/compare',
    icon: IconChartBar,
    owns: /^\/(compare|runs\/\d+\/compare)/,
    tab: true,
  },
  {
    label: 'Forecast',
    href: '/forecast',
    icon: ForecastIcon,
    owns: /^\/(forecast|runs\/\d+\/forecast)/,
    tab: true,
  },
  { label: 'Schedules', href: '/schedules', icon: IconClock, owns: /^\/schedules/, tab: true },
  { label: 'API', href: '/api-docs', icon: IconCode, owns: /^\/api-docs/, tab: false },
];

export function sectionOf(path: string): Section | undefined {
  return sections.find((section) => section.owns.test(path));
}
