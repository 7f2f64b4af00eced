import { CannotBeShown } from './cannot-be-shown.tsx';

interface NoSeriesProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a page about a series that cannot be shown. */
export function NoSeries(props: NoSeriesProps) {
  return <CannotBeShown what="This series" back={{ href: '/data', label: 'To the data' }} {...props} />;
}
