import type { Metadata } from 'next';
import { SignInForm } from '#app/_components/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly to?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { to } = await searchParams;
  return <SignInForm to={ownPath(to)} />;
}

/** Only a path of our own: never an address elsewhere. */
function ownPath(to: string | string[] | undefined): string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/data';
}
