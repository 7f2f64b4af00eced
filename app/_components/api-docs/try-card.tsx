'use client';

import { Button, Group, NativeSelect, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { apiReference } from '#app/_lib/api-reference.ts';
import type { ExampleSubject } from '#app/_lib/code-examples.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatBytes } from '#app/_lib/format-number.ts';
import { askQuery, exampleInput } from '#app/_lib/try-query.ts';
import styles from './try-card.module.css';

const queries = Object.entries(apiReference)
  .filter(([, { kind }]) => kind === 'query')
  .map(([path]) => path);

/** Asks a query and shows the answer as it comes. Nothing can be changed from here. */
export function TryCard({ subject }: { readonly subject: ExampleSubject }) {
  const [path, setPath] = useState('series.list');
  const [written, setWritten] = useState<string | null>(null);
  const input = written ?? exampleInput(path, subject);
  const asking = useMutation({ mutationFn: () => askQuery(path, input) });
  return (
    <Card title="Try it" note="queries only, nothing is changed">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <NativeSelect
          label="Procedure"
          description={apiReference[path as keyof typeof apiReference].text}
          data={queries}
          value={path}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            setWritten(null);
            asking.reset();
          }}
        />
        <Textarea
          className={styles.input ?? ''}
          label="Input, JSON"
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          value={input}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <Group justify="space-between" gap="xs">
          <span className="dim small num" aria-live="polite">
            {asking.data &&
              `Status ${asking.data.status}, ${formatBytes(asking.data.bytes)} in ${formatElapsed(asking.data.seconds)}`}
          </span>
          <Button type="submit" variant="default" loading={asking.isPending}>
            Ask
          </Button>
        </Group>
      </form>
      {asking.isError && <ErrorNote error={asking.error} title="Nothing was asked." />}
      {asking.data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.scroll} aria-label="Answer" tabIndex={0}>
          <pre className={styles.answer}>{asking.data.text}</pre>
        </section>
      )}
    </Card>
  );
}
