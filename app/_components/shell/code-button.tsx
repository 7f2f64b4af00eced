'use client';

import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCode } from '@tabler/icons-react';
import { CodeBlock } from '#app/_components/code-block.tsx';
import styles from './code-button.module.css';
import { useCurrentFrame } from './page-frame.tsx';

const opening = `import { createHindcastClient } from 'hindcast/client';

const hindcast = createHindcastClient({ url: '$URL' });`;

/** Shows what the page asks of the API as a few lines for the typed client. */
export function CodeButton() {
  const code = useCurrentFrame()?.code;
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        // Until the page has said its code the button keeps its place, unseen.
        className={`${styles.button} ${code === undefined ? styles.waiting : ''}`}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconCode size={16} stroke={1.75} />}
        onClick={open}
      >
        Copy as code
      </Button>
      <Modal opened={opened} onClose={close} title="This page as code" size="lg">
        <p className="soft">Everything on this page comes through the same API, typed from end to end.</p>
        <CodeBlock
          code={opened && code ? `${opening.replace('$URL', window.location.origin)}\n\n${code}` : ''}
        />
      </Modal>
    </>
  );
}
