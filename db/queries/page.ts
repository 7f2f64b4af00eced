/** A part of a list. */
export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
}

export interface PageOf<Row> {
  readonly items: Row[];
  /** Rows of the whole list. */
  readonly total: number;
}

/** A search text as a LIKE pattern that finds it anywhere; its own wildcards are ordinary characters. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
