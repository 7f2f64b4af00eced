/** The line of every row, kept as the few places where rows and lines drift apart. */
export class LineMap {
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];
  #nextRow = 0;
  #nextLine = -1;

  /** Notes the line of the next row. */
  add(line: number): void {
    if (line !== this.#nextLine) {
      this.#rows.push(this.#nextRow);
      this.#lines.push(line);
    }
    this.#nextRow++;
    this.#nextLine = line + 1;
  }

  /** The 1-based line of a row. */
  lineOf(row: number): number {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return (this.#lines[low] ?? 1) + row - (this.#rows[low] ?? 0);
  }
}
