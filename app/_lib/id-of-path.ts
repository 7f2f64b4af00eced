import { notFound } from 'next/navigation';

/** The number in an address; an address without a proper one leads nowhere. */
export function idOfPath(segment: string): number {
  const id = /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : Number.NaN;
  if (!Number.isSafeInteger(id)) notFound();
  return id;
}
