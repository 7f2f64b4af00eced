/** A cell of a CSV: a number, a text, or nothing. */
export type CsvCell = string | number | null;

/**
 * Lines of a CSV after RFC 4180, ended by LF. Numbers are written shortest, as they read back. A text that a
 * spreadsheet would take for a formula gets a leading apostrophe (OWASP, CSV injection).
 */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(csvCell).join(',')}\n`;
  return text;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
