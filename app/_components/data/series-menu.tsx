'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconActivity, IconDots, IconFileOff, IconPencil, IconSearch, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import type { NamedThing } from '#app/_components/named-thing.ts';
import type { SeriesRow } from '#server/api-types.ts';

interface SeriesMenuProps {
  readonly row: SeriesRow;
  readonly onRename: (thing: NamedThing) => void;
  readonly onRemove: (thing: NamedThing) => void;
}

/** What can be done with one series. */
export function SeriesMenu({ row, onRename, onRemove }: SeriesMenuProps) {
  const thing: NamedThing = { kind: 'series', id: row.id, name: row.name, unit: row.unit };
  const file: NamedThing | null =
    row.uploadId === null ? null : { kind: 'upload', id: row.uploadId, name: row.fileName ?? 'the file' };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={`More for ${row.name}`}>
          <IconDots size={16} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={`/series/${row.id}/run`} leftSection={<IconActivity size={15} />}>
          New run
        </Menu.Item>
        <Menu.Item component={Link} href={`/series/${row.id}`} leftSection={<IconSearch size={15} />}>
          Explore
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onRename(thing)}>
          Rename, unit
        </Menu.Item>
        <Menu.Item
          color="var(--hc-fail)"
          leftSection={<IconTrash size={15} />}
          onClick={() => onRemove(thing)}
        >
          Delete series
        </Menu.Item>
        {file && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onRename(file)}>
              Rename file
            </Menu.Item>
            <Menu.Item
              color="var(--hc-fail)"
              leftSection={<IconFileOff size={15} />}
              onClick={() => onRemove(file)}
            >
              Delete file and its series
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
