'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowRight, IconDots, IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import { nameInPlay } from '#app/_lib/verdict-words.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { RunRow } from '#server/api-types.ts';

interface CompareActionsProps {
  readonly run: RunRow;
  readonly seriesId: number;
  readonly recommended: ForecasterKind;
  /** The naive that networks were judged against. */
  readonly against: ForecasterKind;
  readonly naming: NamingContext;
}

/** The likely next step is the forecast of the one that is recommended; after a lost verdict that is the naive. */
export function CompareActions({ run, seriesId, recommended, against, naming }: CompareActionsProps) {
  const name = nameInPlay(recommended, against, naming);
  return (
    <>
      <Button
        component="a"
        href={`/api/exports/runs/${run.id}/backtest.csv?seriesId=${seriesId}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} stroke={1.75} />}
      >
        CSV
      </Button>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More of this run">
            <IconDots size={16} stroke={2} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={`/runs/${run.id}`}>
            How it was trained
          </Menu.Item>
          <Menu.Item component={Link} href={`/series/${seriesId}/run`}>
            New run on this series
          </Menu.Item>
          <Menu.Item component={Link} href={`/schedules/new?run=${run.id}`}>
            Repeat it on a schedule
          </Menu.Item>
          <Menu.Item component="a" href={`/api/exports/runs/${run.id}/model`} download>
            Download the trained model
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        component={Link}
        href={`/runs/${run.id}/forecast?series=${seriesId}`}
        rightSection={<IconArrowRight size={16} stroke={1.75} />}
      >
        Forecast with {name}
      </Button>
    </>
  );
}
