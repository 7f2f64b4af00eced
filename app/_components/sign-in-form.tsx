'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { problemOfBody } from '#app/_lib/read-problem.ts';
import { ErrorNote } from './error-note.tsx';
import { PlainPage } from './plain-page.tsx';
import styles from './sign-in-form.module.css';

/** Asks for the access key, and goes on to where one came from. */
export function SignInForm({ to }: { readonly to: string }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { key: '' },
    validate: { key: (key) => (key === '' ? 'The key is needed.' : null) },
  });
  const signIn = useMutation({
    mutationFn: sendKey,
    // A full load: everything asked for before was refused.
    onSuccess: () => window.location.assign(to),
  });
  return (
    <PlainPage title="Sign in">
      <form className={styles.form} onSubmit={form.onSubmit(({ key }) => signIn.mutate(key))}>
        <p>This Hindcast can be reached from other machines, so it asks for its access key.</p>
        <PasswordInput
          label="Access key"
          description="The value of HINDCAST_ACCESS_KEY, set by whoever runs it."
          autoComplete="current-password"
          data-autofocus
          key={form.key('key')}
          {...form.getInputProps('key')}
        />
        {signIn.isError && <ErrorNote error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending || signIn.isSuccess}>
          Sign in
        </Button>
      </form>
    </PlainPage>
  );
}

async function sendKey(key: string): Promise<void> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  if (response.ok) return;
  const body: unknown = await response.json().catch(() => null);
  throw new Error(problemOfBody(body, 'The key was not taken.').message);
}
