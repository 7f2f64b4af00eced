/** The id in a page's address; undefined where there is none, so that the page is not found. */
export function idFromPath(segment: string): number | undefined {
  const id = /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : undefined;
  return id;
}
