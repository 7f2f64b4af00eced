'use client';

import { NativeSelect, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { type CronPlan, planInWords, weekdays } from '#app/_lib/cron-plan.ts';
import { Slot } from './slot.tsx';

interface WhenSlotProps {
  readonly label: string;
  readonly plan: CronPlan;
  readonly onChange: (plan: CronPlan) => void;
}

const kinds: readonly (readonly [kind: CronPlan['kind'], label: string])[] = [
  ['hourly', 'Every hour'],
  ['daily', 'Every day'],
  ['weekdays', 'Monday to Friday'],
  ['weekly', 'Every week'],
  ['monthly', 'Every month'],
  ['custom', 'Own times, five cron fields'],
  ['never', 'Never by the clock'],
];

/** When the schedule fires by the clock. */
export function WhenSlot({ label, plan, onChange }: WhenSlotProps) {
  return (
    <Slot label={label} value={planInWords(plan)}>
      <Radio.Group
        aria-label="How often"
        value={plan.kind}
        onChange={(kind) => onChange({ ...plan, kind: kind as CronPlan['kind'] })}
      >
        <Stack gap={8}>
          {kinds.map(([kind, label]) => (
            <Radio key={kind} value={kind} label={label} size="xs" iconColor="var(--hc-on-ink)" />
          ))}
        </Stack>
      </Radio.Group>
      <WhenDetail plan={plan} onChange={onChange} />
    </Slot>
  );
}

function WhenDetail({ plan, onChange }: Pick<WhenSlotProps, 'plan' | 'onChange'>) {
  if (plan.kind === 'never') return null;
  if (plan.kind === 'custom') {
    return (
      <TextInput
        label="Five fields"
        description="Minute, hour, day of month, month, day of week. Every 5 minutes is the most often."
        placeholder="0 6 * * 1-5"
        maxLength={120}
        value={plan.custom}
        onChange={(event) => onChange({ ...plan, custom: event.currentTarget.value })}
      />
    );
  }
  return (
    <>
      {plan.kind === 'weekly' && (
        <NativeSelect
          label="Day"
          value={String(plan.weekday)}
          onChange={(event) => onChange({ ...plan, weekday: Number(event.currentTarget.value) })}
          data={weekdays.map((name, index) => ({ value: String(index), label: name }))}
        />
      )}
      {plan.kind === 'monthly' && (
        <NumberInput
          label="Day of the month"
          description="In a month without it nothing fires."
          min={1}
          max={31}
          allowDecimal={false}
          value={plan.dayOfMonth}
          onChange={(day) => typeof day === 'number' && onChange({ ...plan, dayOfMonth: day })}
        />
      )}
      {plan.kind === 'hourly' ? (
        <NumberInput
          label="Minute"
          min={0}
          max={59}
          allowDecimal={false}
          value={Number(plan.time.slice(3))}
          onChange={(minute) => onChange({ ...plan, time: `00:${String(minute).padStart(2, '0')}` })}
        />
      ) : (
        <TextInput
          label="Time"
          type="time"
          value={plan.time}
          onChange={(event) =>
            event.currentTarget.value && onChange({ ...plan, time: event.currentTarget.value })
          }
        />
      )}
    </>
  );
}
