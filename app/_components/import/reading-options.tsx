'use client';

import { Button, Collapse, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import { CalendarStart } from './calendar-start.tsx';
import { dialectOptions } from './dialect-options.ts';
import styles from './reading-options.module.css';

interface ReadingOptionsProps {
  readonly preview: ReadingPreview;
  readonly flags: ReadingFlags;
  readonly onChange: (flags: ReadingFlags) => void;
}

/** Every guess that can be overruled; each change reads the file anew. */
export function ReadingOptions({ preview, flags, onChange }: ReadingOptionsProps) {
  const [opened, { toggle }] = useDisclosure(preview.outcome === 'error');
  const isChanged = Object.keys(flags).length > 0;
  return (
    <Card
      title="Read it differently"
      className={opened ? undefined : styles.closed}
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
          {dialectOptions.map(({ label, choices, chosen, apply }) => (
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
