'use client';

import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './code-block.module.css';

/** Lines of code with a button that copies them. */
export function CodeBlock({ code, label = 'Code' }: { readonly code: string; readonly label?: string }) {
  return (
    <div className={styles.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={label} tabIndex={0}>
        <pre className={styles.code}>
          <code>{code}</code>
        </pre>
      </section>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <ActionIcon
            className={styles.copy}
            variant="default"
            size={30}
            aria-label={copied ? 'Copied' : 'Copy'}
            onClick={copy}
          >
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
