import { z } from 'zod';
import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';

export const idSchema = z.int().positive();
export const idInput = z.object({ id: idSchema });
export const seriesIdsSchema = z.array(idSchema).min(1).max(500);
/** Text of a person, without the control characters that databases and terminals stumble over. */
const plainText = z.string().overwrite((text) => text.replace(/\p{Cc}/gu, ''));

export const nameSchema = plainText.trim().min(1).max(200);
export const searchSchema = plainText.max(200);
export const unitSchema = plainText.trim().max(40);
export const stampSchema = z.number().min(-8.64e15).max(8.64e15);
export const pageInput = {
  limit: z.int().min(1).max(200).default(50),
  /** Number of rows to pass over: the `nextCursor` of the page before. */
  cursor: z.int().min(0).max(1_000_000).nullish(),
};
/** Sent again with the same key, a request makes nothing new and answers what the first one made. */
export const idempotencyKeySchema = z.string().min(1).max(200).optional();
export const zoneSchema = z.string().min(1).max(60);

const shortText = z.string().max(200);

type FlagSchemas = { readonly [Flag in keyof ReadingFlags]-?: z.ZodType };

const flagSchemas = {
  timeColumn: shortText.exactOptional(),
  timeFormat: shortText.exactOptional(),
  idColumn: shortText.exactOptional(),
  targets: z.array(shortText).max(10_000).exactOptional(),
  start: shortText.exactOptional(),
  step: shortText.exactOptional(),
  header: z.boolean().exactOptional(),
  dayFirst: z.boolean().exactOptional(),
  yearFirst: z.boolean().exactOptional(),
  monthsAcross: z.boolean().exactOptional(),
  zone: zoneSchema.exactOptional(),
  delimiter: z.string().min(1).max(4).exactOptional(),
  decimal: z.enum(['.', ',']).exactOptional(),
  columnDecimals: z
    .array(z.strictObject({ column: shortText, mark: z.enum(['.', ',']) }))
    .max(10_000)
    .exactOptional(),
  encoding: z.string().max(40).exactOptional(),
  keep: z.array(z.string().max(60)).max(100).exactOptional(),
} satisfies FlagSchemas;

export const readingFlagsSchema: z.ZodType<ReadingFlags, ReadingFlags> = z.strictObject(flagSchemas);

const frequencyPattern =
  /^(?:minute|hourly|daily|business-daily|weekly|monthly|quarterly|yearly|irregular|index|[1-9]\d{0,5}-(?:second|minute|hourly))$/;

export const frequencySchema: z.ZodType<Frequency, Frequency> = z.custom<Frequency>(
  (value) => typeof value === 'string' && frequencyPattern.test(value),
  'must be a frequency such as daily, hourly, 15-minute or monthly',
);

export const observationsSchema = z
  .array(
    z.object({
      /** ISO 8601, epoch milliseconds as a number of the wall clock, or an integer on an index axis. */
      time: z.union([z.string().min(1).max(64), stampSchema]),
      value: z.number().nullable(),
    }),
  )
  .max(10_000);
