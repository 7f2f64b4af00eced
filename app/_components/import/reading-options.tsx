'use client';

import { Button, Collapse, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import { CalendarStart } from './calendar-start.tsx';
import styles from './reading-options.module.css';

interface ReadingOptionsProps {
  readonly preview: ReadingPreview;
  readonly flags: ReadingFlags;
  readonly onChange: (flags: ReadingFlags) => void;
}

interface Option {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The choice in force, '' when it is guessed. */
  readonly chosen: (flags: ReadingFlags) => string;
  readonly apply: (flags: ReadingFlags, value: string) => ReadingFlags;
}

const guess = { value: '', label: 'As guessed' };
const yesNo = (flag: boolean | undefined) => (flag === undefined ? '' : String(flag));

const options: readonly Option[] = [
  {
    label: 'Delimiter',
    choices: [
      guess,
      { value: ',', label: 'Comma' },
      { value: ';', label: 'Semicolon' },
      { value: '\t', label: 'Tab' },
      { value: '|', label: 'Bar' },
      { value: ' ', label: 'Blanks' },
    ],
    chosen: ({ delimiter }) => delimiter ?? '',
    apply: ({ delimiter: _, ...rest }, value) => (value === '' ? rest : { ...rest, delimiter: value }),
  },
  {
    label: 'Decimal mark',
    choices: [guess, { value: '.', label: 'Point, 1.5' }, { value: ',', label: 'Comma, 1,5' }],
    chosen: ({ decimal }) => decimal ?? '',
    apply: ({ decimal: _, ...rest }, value) =>
      value === '.' || value === ',' ? { ...rest, decimal: value } : rest,
  },
  {
    label: 'First line',
    choices: [
      guess,
      { value: 'true', label: 'Names of the columns' },
      { value: 'false', label: 'Values already' },
    ],
    chosen: ({ header }) => yesNo(header),
    apply: ({ header: _, ...rest }, value) => (value === '' ? rest : { ...rest, header: value === 'true' }),
  },
  {
    label: 'Dates such as 03/04/2026',
    choices: [
      guess,
      { value: 'true', label: 'Day first, 3 April' },
      { value: 'false', label: 'Month first, 4 March' },
    ],
    chosen: ({ dayFirst }) => yesNo(dayFirst),
    apply: ({ dayFirst: _, ...rest }, value) =>
      value === '' ? rest : { ...rest, dayFirst: value === 'true' },
  },
  {
    label: 'Encoding',
    choices: [
      guess,
      { value: 'utf-8', label: 'UTF-8' },
      { value: 'windows-1252', label: 'Windows-1252' },
      { value: 'utf-16le', label: 'UTF-16' },
      { value: 'iso-8859-2', label: 'ISO 8859-2' },
      { value: 'windows-1251', label: 'Windows-1251' },
      { value: 'shift_jis', label: 'Shift JIS' },
      { value: 'gbk', label: 'GBK' },
      { value: 'euc-kr', label: 'EUC-KR' },
    ],
    chosen: ({ encoding }) => encoding ?? '',
    apply: ({ encoding: _, ...rest }, value) => (value === '' ? rest : { ...rest, encoding: value }),
  },
];

/** Every guess that can be overruled; each change reads the file anew. */
export function ReadingOptions({ preview, flags, onChange }: ReadingOptionsProps) {
  const [opened, { toggle }] = useDisclosure(preview.outcome === 'error');
  const isChanged = Object.keys(flags).length > 0;
  return (
    <Card
      title="Read it differently"
      note="Each change reads the file anew."
      actions={
        <>
          {isChanged && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange({})}>
              Back to the guesses
            </Button>
          )}
          <Button variant="default" size="compact-sm" aria-expanded={opened} onClick={toggle}>
            {opened ? 'Close' : 'Open'}
          </Button>
        </>
      }
    >
      <Collapse expanded={opened}>
        <div className={styles.grid}>
          {options.map(({ label, choices, chosen, apply }) => (
            <NativeSelect
              key={label}
              label={label}
              data={[...choices]}
              value={chosen(flags)}
              onChange={(event) => onChange(apply(flags, event.currentTarget.value))}
            />
          ))}
          <ZoneInput flags={flags} onChange={onChange} />
        </div>
        <div className={styles.calendar}>
          <h3>No times in the file?</h3>
          <CalendarStart onAnswer={(answer) => onChange({ ...flags, ...answer })} />
        </div>
      </Collapse>
    </Card>
  );
}

function ZoneInput({ flags, onChange }: Pick<ReadingOptionsProps, 'flags' | 'onChange'>) {
  const [zone, setZone] = useState(flags.zone ?? '');
  const apply = () => {
    const { zone: before = '', ...rest } = flags;
    const wanted = zone.trim();
    if (wanted !== before) onChange(wanted === '' ? rest : { ...rest, zone: wanted });
  };
  return (
    <TextInput
      label="Time zone"
      placeholder="Europe/Vienna"
      maxLength={60}
      value={zone}
      onChange={(event) => setZone(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
    />
  );
}
