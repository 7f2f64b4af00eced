import { notFound } from 'next/navigation';

/** The number in an address; an address without a proper one leads nowhere. */
export function idOfPath(segment: string): number {
  const id = /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : Number.NaN;
  if (!Number.isSafeInteger(id)) notFound();
  return id;
}

/** The number behind a `?name=`; undefined where there is none. */
export function idOfQuery(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}
