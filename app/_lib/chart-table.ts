/** The numbers behind a chart, for the table and the CSV. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** RFC 4180, UTF-8, LF. A text cell that a spreadsheet would take for a formula is kept from being one. */
export function tableToCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows]
    .map((cells) => cells.map(csvCell).join(','))
    .join('\n')
    .concat('\n');
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
