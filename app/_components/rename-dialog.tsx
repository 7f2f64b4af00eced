'use client';

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorNote } from './error-note.tsx';
import { type NamedThing, thingWords, useThingCalls } from './named-thing.ts';
import styles from './rename-dialog.module.css';

interface RenameDialogProps {
  /** null: closed. */
  readonly thing: NamedThing | null;
  readonly onClose: () => void;
}

/** Gives a thing another name, and a series its unit. */
export function RenameDialog({ thing, onClose }: RenameDialogProps) {
  return (
    <Modal opened={thing !== null} onClose={onClose} title={thing ? `Rename ${thingWords[thing.kind]}` : ''}>
      {thing && <RenameForm thing={thing} onClose={onClose} />}
    </Modal>
  );
}

const longestName = 200;
const longestUnit = 40;

function RenameForm({ thing, onClose }: { readonly thing: NamedThing; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const calls = useThingCalls(thing);
  const hasUnit = thing.unit !== undefined;
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: thing.name, unit: thing.unit ?? '' },
    validate: { name: (name) => (name.trim() === '' ? 'A name is needed.' : null) },
  });
  const renaming = useMutation({
    mutationFn: ({ name, unit }: { name: string; unit: string }) =>
      calls.rename(name.trim(), hasUnit ? unit.trim() || null : undefined),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => renaming.mutate(values))}>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={longestName}
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      {hasUnit && (
        <TextInput
          label="Unit"
          description="Stands behind every value: °C, €, kWh. May stay empty."
          maxLength={longestUnit}
          key={form.key('unit')}
          {...form.getInputProps('unit')}
        />
      )}
      {renaming.isError && <ErrorNote error={renaming.error} title="The name was not changed." />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={renaming.isPending}>
          Rename
        </Button>
      </Group>
    </form>
  );
}
