import { CannotBeShown } from './cannot-be-shown.tsx';

interface NoRunProps {
  readonly runId: number;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a page about a run that cannot be shown. */
export function NoRun({ runId, ...rest }: NoRunProps) {
  return <CannotBeShown what={`Run ${runId}`} back={{ href: '/runs', label: 'All runs' }} {...rest} />;
}
