// Plain CSV without quotes inside cells, which is what the sets and our own output are.

/** @returns {string[][]} the cells of each line */
export function parseCsv(text) {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
}
