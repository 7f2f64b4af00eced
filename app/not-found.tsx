import { PlainPage } from '#app/_components/plain-page.tsx';

export default function NotFound() {
  return (
    <PlainPage title="There is nothing here" action={{ href: '/data', label: 'To the data' }}>
      The address leads nowhere: what stood here may have been deleted. Nothing else has changed.
    </PlainPage>
  );
}
