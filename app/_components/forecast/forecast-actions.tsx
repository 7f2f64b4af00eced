'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconDownload, IconPlayerPlay, IconRowInsertBottom } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { nextValues, nextValuesAsText } from '#app/_lib/forecast-table.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { AppendDialog } from './append-dialog.tsx';
import { type ForecastPart, naiveBeside } from './forecast-part.ts';

/** Take the numbers along, add rows, and forecast from them without training. */
export function ForecastActions(part: ForecastPart) {
  const { run, series, view } = part;
  const [appending, append] = useDisclosure(false);
  const copy = async () => {
    const rows = nextValues(view, naiveBeside(part));
    await navigator.clipboard.writeText(nextValuesAsText(rows, (stamp) => isoStamp(stamp, view)));
    notifications.show({ message: `${rows.length} rows are in the clipboard.` });
  };
  return (
    <>
      <Button
        component="a"
        href={`/api/exports/runs/${run.id}/forecast.csv?seriesId=${series.id}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} stroke={1.75} />}
      >
        CSV
      </Button>
      <Button
        variant="default"
        visibleFrom="sm"
        leftSection={<IconCopy size={16} stroke={1.75} />}
        onClick={() => void copy()}
      >
        Copy
      </Button>
      <MoreMenu part={part} />
      {view.newRows > 0 ? (
        <>
          <Button
            variant="default"
            leftSection={<IconRowInsertBottom size={16} stroke={1.75} />}
            onClick={append.open}
          >
            Append rows
          </Button>
          <ForecastNow part={part} />
        </>
      ) : (
        <Button leftSection={<IconRowInsertBottom size={16} stroke={1.75} />} onClick={append.open}>
          Append rows
        </Button>
      )}
      <AppendDialog series={series} opened={appending} onClose={append.close} />
    </>
  );
}

function MoreMenu({ part: { run, series } }: { readonly part: ForecastPart }) {
  const testedBy = run.modelRunId ?? run.id;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label="More of this forecast">
          <IconDots size={16} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/api/exports/runs/${run.id}/forecast.csv?seriesId=${series.id}&all=1`}
          download
        >
          CSV of every forecaster
        </Menu.Item>
        <Menu.Item component="a" href={`/api/exports/runs/${testedBy}/model`} download>
          Download the trained model
        </Menu.Item>
        <Menu.Item component={Link} href={`/schedules/new?run=${testedBy}`}>
          Repeat it on a schedule
        </Menu.Item>
        <Menu.Item component={Link} href={`/series/${series.id}/run`}>
          New run on this series
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Asks the trained networks about the rows that came since: seconds, no training. */
function ForecastNow({ part: { run } }: { readonly part: ForecastPart }) {
  const trpc = useTRPC();
  const router = useRouter();
  const forecast = useMutation(
    trpc.runs.reforecast.mutationOptions({
      onSuccess: (made) => router.push(`/runs/${made.id}/forecast`),
      onError: (error) => notifications.show({ message: readProblem(error).message, autoClose: 8000 }),
    }),
  );
  return (
    <Button
      leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
      loading={forecast.isPending || forecast.isSuccess}
      onClick={() => forecast.mutate({ id: run.modelRunId ?? run.id })}
    >
      Forecast now
    </Button>
  );
}
