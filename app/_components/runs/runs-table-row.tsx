'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconChartBar, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { ForecastIcon } from '#app/_components/shell/forecast-icon.tsx';
import { VerdictBadge } from '#app/_components/verdict-badge.tsx';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import { formatAgo, formatMoment } from '#app/_lib/format-time.ts';
import { runHref, runLabel, seriesWords } from '#app/_lib/run-words.ts';
import { workedMs } from '#app/_lib/sort-runs.ts';
import type { RunRow } from '#server/api-types.ts';
import { RunStateBadge } from './run-state-badge.tsx';
import styles from './runs-table.module.css';

interface RunsTableRowProps {
  readonly run: RunRow;
  readonly onRename: (thing: NamedThing) => void;
  readonly onRemove: (thing: NamedThing) => void;
}

export function RunsTableRow({ run, onRename, onRemove }: RunsTableRowProps) {
  const worked = workedMs(run);
  return (
    <tr>
      <td className={styles.name}>
        <Link href={runHref(run)}>{runLabel(run)}</Link>
        <div className={styles.series}>
          {seriesWords(run.seriesNames)}
          {run.kind === 'reforecast' && ', forecast of newer rows'}
          {run.scheduleId !== null && ', by schedule'}
        </div>
      </td>
      <td className={styles.state}>
        <RunStateBadge run={run} />
      </td>
      <td className={run.verdict ? styles.verdict : styles.noVerdict}>
        {run.verdict ? <VerdictBadge verdict={run.verdict} /> : <span className="dim">n/a</span>}
      </td>
      <td className={`${styles.right} ${styles.horizon}`}>{formatCount(run.config.horizon)}</td>
      <td className={styles.when} title={formatMoment(run.createdAt)}>
        {formatAgo(run.createdAt)}
      </td>
      <td className={`${styles.right} ${styles.took}`}>
        {worked === null ? 'n/a' : formatElapsed(worked / 1000)}
      </td>
      <td className={styles.menu}>
        <RunMenu run={run} onRename={onRename} onRemove={onRemove} />
      </td>
    </tr>
  );
}

function RunMenu({ run, onRename, onRemove }: RunsTableRowProps) {
  const thing: NamedThing = { kind: 'run', id: run.id, name: runLabel(run) };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={`More for ${runLabel(run)}`}>
          <IconDots size={16} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {run.state === 'succeeded' && (
          <>
            {run.kind === 'train' && (
              <Menu.Item
                component={Link}
                href={`/runs/${run.id}/compare`}
                leftSection={<IconChartBar size={15} />}
              >
                Compare
              </Menu.Item>
            )}
            <Menu.Item
              component={Link}
              href={`/runs/${run.id}/forecast`}
              leftSection={<ForecastIcon size={15} />}
            >
              Forecast
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onRename(thing)}>
          Rename
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="danger" leftSection={<IconTrash size={15} />} onClick={() => onRemove(thing)}>
          Delete run
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
