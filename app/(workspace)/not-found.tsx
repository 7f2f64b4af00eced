'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from '#app/_components/empty-state.tsx';

export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing here"
      action={
        <Button component={Link} href="/data">
          To the data
        </Button>
      }
    >
      The address leads nowhere: what stood here may have been deleted. Nothing else has changed.
    </EmptyState>
  );
}
