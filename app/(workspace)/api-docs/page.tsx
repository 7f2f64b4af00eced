import { ApiDocsScreen } from '#app/_components/api-docs/api-docs-screen.tsx';

export default function ApiDocsPage() {
  return <ApiDocsScreen />;
}
