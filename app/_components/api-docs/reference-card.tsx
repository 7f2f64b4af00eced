import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { apiReference, plainRoutes } from '#app/_lib/api-reference.ts';
import styles from './reference-card.module.css';

/** Every procedure and route. */
export function ReferenceCard() {
  return (
    <>
      <Card title="Procedures" note="under /api/trpc, typed from end to end" flush>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Procedure</th>
                <th scope="col">Kind</th>
                <th scope="col">Takes</th>
                <th scope="col">Does</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(apiReference).map(([path, { kind, input, text }]) => (
                <tr key={path}>
                  <td className={styles.name}>{path}</td>
                  <td className={styles.kind}>{kind}</td>
                  <td className={styles.input}>{input || 'nothing'}</td>
                  <td className={styles.text}>{withCode(text)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card title="Plain routes" note="files in and out" flush>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Route</th>
                <th scope="col">Method</th>
                <th scope="col">Does</th>
              </tr>
            </thead>
            <tbody>
              {plainRoutes.map(([method, path, text]) => (
                <tr key={path}>
                  <td className={styles.name}>{path}</td>
                  <td className={styles.kind}>{method}</td>
                  <td className={styles.text}>{withCode(text)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </>
  );
}

/** What stands between backticks is code. */
function withCode(text: string): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stand in their order
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
