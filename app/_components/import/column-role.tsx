'use client';

import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ColumnGuess } from '#forecasting/reading/reading.ts';
import styles from './column-role.module.css';

export interface RoleChange {
  readonly column: ColumnGuess;
  readonly role: ColumnGuess['role'];
}

const roles: readonly { role: ColumnGuess['role']; label: string; meaning: string }[] = [
  { role: 'time', label: 'Time', meaning: 'When each row was observed' },
  { role: 'value', label: 'Target', meaning: 'Becomes a series of its own' },
  { role: 'id', label: 'Series id', meaning: 'Says which series a row belongs to' },
  { role: 'ignored', label: 'Left out', meaning: 'Not read' },
];

interface ColumnRoleProps {
  readonly column: ColumnGuess;
  /** Said beside the role: "day first"; may be empty. */
  readonly detail: string;
  readonly onRole: (change: RoleChange) => void;
  /** How the column's numbers are read; undefined where it holds none. */
  readonly decimal: DecimalChoice | undefined;
}

export interface DecimalChoice {
  readonly mark: '.' | ',';
  readonly choose: (mark: '.' | ',') => void;
}

const marks = [
  { mark: '.', label: 'Decimal point, 1.5' },
  { mark: ',', label: 'Decimal comma, 1,5' },
] as const;

/** A column's role and decimal mark, and the way to give it others. */
export function ColumnRole({ column, detail, onRole, decimal }: ColumnRoleProps) {
  const current = roles.find(({ role }) => role === column.role);
  const isUsed = column.role !== 'ignored';
  return (
    <Menu width={250} position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={`${styles.chip} ${isUsed ? styles.used : ''}`}
          aria-label={`Column ${column.name}: ${current?.label}. Change`}
        >
          {current?.label}
          {detail !== '' && <span className={styles.detail}>{detail}</span>}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {column.detail !== '' && <Menu.Label>{column.detail}</Menu.Label>}
        {roles.map(({ role, label, meaning }) => (
          <Menu.Item
            key={role}
            rightSection={role === column.role ? <IconCheck size={14} aria-label="now" /> : null}
            onClick={() => onRole({ column, role })}
          >
            {label}
            <span className={styles.meaning}>{meaning}</span>
          </Menu.Item>
        ))}
        {decimal && (
          <>
            <Menu.Divider />
            <Menu.Label>Numbers of this column</Menu.Label>
            {marks.map(({ mark, label }) => (
              <Menu.Item
                key={mark}
                rightSection={mark === decimal.mark ? <IconCheck size={14} aria-label="now" /> : null}
                onClick={() => decimal.choose(mark)}
              >
                {label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
