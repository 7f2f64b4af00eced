'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowRight, IconDots, IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import { forecasterName, type NamingContext } from '#app/_lib/forecaster-names.ts';
import { type ForecasterKind, isNaive } from '#forecasting/forecaster-kind.ts';
import type { RunRow } from '#server/api-types.ts';

interface CompareActionsProps {
  readonly run: RunRow;
  readonly seriesId: number;
  readonly recommended: ForecasterKind;
  readonly naming: NamingContext;
}

function nameOf(kind: ForecasterKind, naming: NamingContext): string {
  if (isNaive(kind)) return 'the naive';
  return kind === 'blend' ? 'the blend' : forecasterName(kind, naming);
}

/** The likely next step is the forecast of the one that is recommended; after a lost verdict that is the naive. */
export function CompareActions({ run, seriesId, recommended, naming }: CompareActionsProps) {
  const name = nameOf(recommended, naming);
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
