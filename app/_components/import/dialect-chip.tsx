'use client';

import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import styles from './column-role.module.css';
import { dialectOptions } from './dialect-options.ts';

interface DialectChipProps {
  readonly name: (typeof dialectOptions)[number]['name'];
  /** What is in force, "; delimiter". */
  readonly words: string;
  readonly flags: ReadingFlags;
  readonly onFlags: (flags: ReadingFlags) => void;
}

/** A guess about the whole file, and the way to overrule it: the file is read anew at once. */
export function DialectChip({ name, words, flags, onFlags }: DialectChipProps) {
  const option = dialectOptions.find((one) => one.name === name)!;
  const chosen = option.chosen(flags);
  return (
    <Menu width={200} position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.chip} aria-label={`${option.label}: ${words}. Change`}>
          {words}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{option.label}</Menu.Label>
        {option.choices.map(({ value, label }) => (
          <Menu.Item
            key={value}
            rightSection={value === chosen ? <IconCheck size={14} aria-label="now" /> : null}
            onClick={() => onFlags(option.apply(flags, value))}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
