'use client';

import { Select, Tabs } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { Card } from '#app/_components/card.tsx';
import { CodeBlock } from '#app/_components/code-block.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { useSystemStatus } from '#app/_components/shell/use-system-status.ts';
import {
  type CodeExample,
  curlExamples,
  type ExampleSubject,
  terminalExamples,
  typescriptExamples,
} from '#app/_lib/code-examples.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';

import { useTRPC } from '#app/_lib/trpc.tsx';
import styles from './api-docs-screen.module.css';
import { ReferenceCard } from './reference-card.tsx';
import { TryCard } from './try-card.tsx';

/** Every page as code: an example with the reader's own series first, then a box to try, then the reference. */
export function ApiDocsScreen() {
  usePageFrame({ crumbs: [{ label: 'API' }] });
  const [chosen, setChosen] = useState<string | null>(null);
  const { subject, choices } = useSubject(chosen);
  return (
    <>
      <PageHead
        title="API"
        lead="Everything these pages do goes through one typed API. What you see here is filled in with your series."
        actions={
          choices.length > 0 && (
            <Select
              {...plainListbox}
              aria-label="Series of the examples"
              searchable
              allowDeselect={false}
              limit={100}
              w={260}
              data={choices}
              value={subject.series ? String(subject.series.id) : null}
              onChange={setChosen}
            />
          )
        }
      />
      <div className={styles.layout}>
        <Card label="Examples">
          <Tabs defaultValue="typescript" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="typescript">TypeScript</Tabs.Tab>
              <Tabs.Tab value="curl">curl</Tabs.Tab>
              <Tabs.Tab value="terminal">Command line</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="typescript">
              <Examples examples={typescriptExamples(subject)} />
            </Tabs.Panel>
            <Tabs.Panel value="curl">
              <Examples examples={curlExamples(subject)} />
            </Tabs.Panel>
            <Tabs.Panel value="terminal">
              <Examples examples={terminalExamples(subject)} />
            </Tabs.Panel>
          </Tabs>
        </Card>
        <TryCard subject={subject} />
      </div>
      <ReferenceCard />
    </>
  );
}

function Examples({ examples }: { readonly examples: readonly CodeExample[] }) {
  return examples.map(({ title, code }) => (
    <div key={title} className={styles.example}>
      <h3>{title}</h3>
      <CodeBlock code={code} label={title} />
    </div>
  ));
}

const nothingToFollow = () => () => undefined;

/** The series that the examples speak of, the latest one until another is chosen, and its latest finished run. */
function useSubject(chosen: string | null) {
  const trpc = useTRPC();
  const origin = useSyncExternalStore(
    nothingToFollow,
    () => window.location.origin,
    () => 'http://127.0.0.1:3000',
  );
  const series = useQuery(trpc.series.list.queryOptions({ limit: 200 }));
  const items = series.data?.items ?? [];
  const row =
    items.find(({ id }) => String(id) === chosen) ?? items.find(({ lastRun }) => lastRun) ?? items[0];
  const runs = useQuery(
    trpc.runs.list.queryOptions(row ? { seriesId: row.id, state: 'succeeded', limit: 1 } : skipToken),
  );
  const subject: ExampleSubject = {
    origin,
    needsKey: useSystemStatus().data?.authRequired ?? false,
    series: row,
    runId: runs.data?.items[0]?.id,
  };
  return { subject, choices: items.map(({ id, name }) => ({ value: String(id), label: name })) };
}
