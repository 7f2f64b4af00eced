'use client';

import { SegmentedControl } from '@mantine/core';
import { countOf } from '#app/_lib/format-number.ts';
import { type Preset, presets } from '#forecasting/config.ts';
import styles from './preset-switch.module.css';
import { type ChangePlan, presetOf, type RunPlan, withPreset } from './run-plan.ts';

interface PresetSwitchProps {
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
}

const labels: readonly { value: Preset; label: string }[] = [
  { value: 'draft', label: 'Draft' },
  { value: 'default', label: 'Default' },
  { value: 'honest', label: 'Honest' },
];

/** How hard the run is tested: the number of origins, and of trainings with another seed. */
export function PresetSwitch({ plan, onChange }: PresetSwitchProps) {
  const preset = presetOf(plan);
  const folds = plan.folds ?? presets.default.folds;
  return (
    <>
      <SegmentedControl
        aria-label="Preset"
        data={[...labels]}
        // No value chosen where the numbers are of one's own.
        value={preset ?? ''}
        onChange={(value) => onChange(withPreset(value as Preset))}
      />
      <span className={styles.numbers}>
        {countOf(folds, 'origin')}, {countOf(plan.seeds, 'seed')}
      </span>
    </>
  );
}
