import type { ChartTable } from '#app/_lib/chart-table.ts';
import { countOf } from '#app/_lib/format-number.ts';
import styles from './chart-table-view.module.css';

const mostRows = 500;

/** The numbers behind a chart; of very many the first, the rest is in the CSV. */
export function ChartTableView({ table }: { readonly table: ChartTable }) {
  const shown = table.rows.slice(0, mostRows);
  return (
    <div className={styles.view}>
      {shown.length < table.rows.length && (
        <p className="dim small">
          The first {mostRows} of {countOf(table.rows.length, 'row')}; the CSV has them all.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Values" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((cells) => (
              <tr key={String(cells[0]) + String(cells[1])}>
                {cells.map((cell, index) => (
                  <td key={table.columns[index]}>{cell ?? 'n/a'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
