'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import styles from './calendar-start.module.css';

interface CalendarStartProps {
  readonly onAnswer: (flags: ReadingFlags) => void;
}

const steps = [
  { value: 'minute', label: 'every minute' },
  { value: '5 min', label: 'every 5 minutes' },
  { value: '15 min', label: 'every 15 minutes' },
  { value: '30 min', label: 'every 30 minutes' },
  { value: 'hour', label: 'every hour' },
  { value: 'day', label: 'every day' },
  { value: 'week', label: 'every week' },
  { value: 'month', label: 'every month' },
  { value: 'quarter', label: 'every quarter' },
  { value: 'year', label: 'every year' },
];
const stampPattern = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/;

/** For a file without times: when its first row was observed, and how far apart the rows stand. */
export function CalendarStart({ onAnswer }: CalendarStartProps) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { start: '', step: 'day' },
    validate: {
      start: (start) =>
        stampPattern.test(start.trim()) ? null : 'A date such as 2013-01-01, or 2013-01-01 06:00.',
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit(({ start, step }) => onAnswer({ start: start.trim().replace(' ', 'T'), step }))}
    >
      <TextInput
        label="First row was observed on"
        placeholder="2013-01-01"
        key={form.key('start')}
        {...form.getInputProps('start')}
      />
      <Select
        label="One row"
        data={steps}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
        key={form.key('step')}
        {...form.getInputProps('step')}
      />
      <Button type="submit" variant="default">
        Read it with these times
      </Button>
    </form>
  );
}
