/** Cells of one kind that stand out: how many, and the first few with their rows. */
export class Oddities {
  readonly #most: number;
  readonly examples: { readonly row: number; readonly text: string }[] = [];
  count = 0;

  constructor(most = 100) {
    this.#most = most;
  }

  add(row: number, text: string): void {
    this.count++;
    if (this.examples.length < this.#most) this.examples.push({ row, text: shorten(text) });
  }
}

/** A text as it can be shown in a message: one line, at most 40 characters. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
