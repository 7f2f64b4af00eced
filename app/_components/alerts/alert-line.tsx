'use client';

import { ActionIcon, Menu, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { previewInWords, ruleInWords } from '#app/_lib/alert-words.ts';
import { countOf } from '#app/_lib/format-number.ts';
import { formatAgo } from '#app/_lib/format-time.ts';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { AlertRow, SeriesRow } from '#server/api-types.ts';
import { AlertHistory } from './alert-history.tsx';
import styles from './alerts-card.module.css';
import { PastStrip } from './past-strip.tsx';

interface AlertLineProps {
  readonly alert: AlertRow;
  readonly series: SeriesRow;
}

/** One alert: on or off, when it fires, whom it tells, and how often it would have. */
export function AlertLine({ alert, series }: AlertLineProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [opened, history] = useDisclosure(false);
  const settled = {
    onError: (error: unknown) => notifications.show({ message: readProblem(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.alerts.list.queryKey() }),
  };
  const change = useMutation(trpc.alerts.update.mutationOptions(settled));
  const remove = useMutation(trpc.alerts.remove.mutationOptions(settled));
  const { seriesId, rule } = alert;
  const preview = useQuery(trpc.alerts.preview.queryOptions({ seriesId, rule }, { staleTime: 60_000 }));
  const words = ruleInWords(rule, series);
  return (
    <li className={styles.item}>
      <Switch
        aria-label={words}
        color="var(--hc-ink)"
        checked={alert.enabled}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ id: alert.id, enabled: event.currentTarget.checked })}
      />
      <div className={styles.said}>
        <span>{words}</span>
        <span className="dim small">{targetOf(alert)}</span>
      </div>
      <div className={styles.tried}>
        {preview.data && <PastStrip preview={preview.data} />}
        <span className="dim small">{preview.data ? previewInWords(preview.data, series) : ''}</span>
      </div>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More of the alert: ${words}`}>
            <IconDots size={16} stroke={2} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory size={15} />} onClick={history.open}>
            When it fired
          </Menu.Item>
          <Menu.Item
            color="danger"
            leftSection={<IconTrash size={15} />}
            onClick={() => remove.mutate({ id: alert.id })}
          >
            Delete alert
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {opened && <AlertHistory alert={alert} title={words} onClose={history.close} />}
    </li>
  );
}

function targetOf({ webhook, fired, lastFiredAt, enabled }: AlertRow): string {
  const to = webhook === null ? 'listed here alone' : `webhook, ${webhook.replace(/^https?:\/\//, '')}`;
  const so =
    lastFiredAt === null
      ? 'not fired yet'
      : `fired ${countOf(fired, 'time')}, last ${formatAgo(lastFiredAt)}`;
  return `${enabled ? '' : 'off; '}${to}; ${so}`;
}
