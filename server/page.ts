import type { PageOf, PageRequest } from '#db/queries/page.ts';
import type { Page } from './api-types.ts';

/** A page of a list, with the cursor of the next one. */
export function pageOf<Row>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: number | null | undefined },
  read: (page: PageRequest) => PageOf<Row>,
): Page<Row> {
  const offset = cursor ?? 0;
  const { items, total } = read({ limit, offset });
  const end = offset + items.length;
  return { items, total, nextCursor: items.length > 0 && end < total ? end : null };
}
