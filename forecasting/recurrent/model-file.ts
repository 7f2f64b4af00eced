import { z } from 'zod';
import { ForecastingError } from '../errors.ts';
import { networkKinds } from '../forecaster-kind.ts';
import type { NetworkState, NetworkWeight, QuantileState } from '../network-forecaster.ts';
import { sha256 } from './sha256.ts';

/** The first eight bytes of every model file. */
const magic = 'hindcast';
const version = 1;
/** Magic, version, length of the header. */
const prefixBytes = 16;
const digestBytes = 32;

const weightsSchema = z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)) }));
const headerSchema = z.object({
  networks: z.array(
    z.object({
      kind: z.enum(networkKinds),
      series: z.int().min(0).exactOptional(),
      config: z.record(z.string(), z.unknown()),
      weights: weightsSchema,
      quantiles: z
        .object({
          levels: z.array(z.int().min(1).max(99)).min(1),
          epochs: z.int().min(0),
          factor: z.number().positive(),
          weights: weightsSchema,
          reader: weightsSchema.exactOptional(),
        })
        .exactOptional(),
    }),
  ),
  annex: z.record(z.string(), z.unknown()),
});

type QuantileHeader = NonNullable<z.output<typeof headerSchema>['networks'][number]['quantiles']>;

/** What a model file holds. */
export interface ModelFile {
  readonly networks: readonly NetworkState[];
  /** Plain JSON that travels with the networks, such as the width of their bands. */
  readonly annex: Readonly<Record<string, unknown>>;
}

/**
 * Writes the networks of a run into one file.
 *
 * Layout, little-endian: `hindcast`, version (uint32), length of the header (uint32), the header as JSON in UTF-8
 * padded with spaces to four bytes, every weight as float32 in the header's order, then those of the quantile heads,
 * SHA-256 of all before it. A reader that knows of no quantile heads finds the networks where they always were.
 *
 * @example encodeModel([fitted.save()]).length // 16 + header + 4 · weights + 32
 */
export function encodeModel(
  networks: readonly NetworkState[],
  annex: Readonly<Record<string, unknown>> = {},
): Uint8Array {
  const header = encodeHeader(networks, annex);
  const weights = [
    ...networks.flatMap((network) => network.weights.map(({ values }) => values)),
    ...networks.flatMap(({ quantiles }) =>
      [...(quantiles?.weights ?? []), ...(quantiles?.reader ?? [])].map(({ values }) => values),
    ),
  ];
  const count = weights.reduce((sum, values) => sum + values.length, 0);
  const bytes = new Uint8Array(prefixBytes + header.length + 4 * count + digestBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(8, version, true);
  view.setUint32(12, header.length, true);
  bytes.set(header, prefixBytes);
  let at = prefixBytes + header.length;
  for (const values of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  bytes.set(bytesOfHex(sha256(bytes.subarray(0, at))), at);
  return bytes;
}

/**
 * Reads a model file back.
 *
 * @throws ForecastingError 'model-damaged' where it is not one, is cut short, or any byte differs from what was
 *   written; 'model-mismatch' where a newer version wrote it.
 */
export function decodeModel(bytes: Uint8Array): readonly NetworkState[] {
  return decodeModelFile(bytes).networks;
}

/** As `decodeModel`, with the annex. */
export function decodeModelFile(bytes: Uint8Array): ModelFile {
  const end = requireIntact(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = prefixBytes + view.getUint32(12, true);
  const header = parseHeader(bytes.subarray(prefixBytes, headerEnd));
  let at = headerEnd;
  const readAll = (weights: z.output<typeof weightsSchema>) =>
    weights.map(({ name, shape }): NetworkWeight => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      if (at + 4 * values.length > end) throw damaged('weights are missing');
      for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true);
      return { name, shape, values };
    });
  const readQuantiles = ({ weights, reader, ...rest }: QuantileHeader): QuantileState => ({
    ...rest,
    weights: readAll(weights),
    ...(reader === undefined ? {} : { reader: readAll(reader) }),
  });
  const plain = header.networks.map((network) => ({ ...network, weights: readAll(network.weights) }));
  const networks = plain.map(({ quantiles, ...network }) => ({
    ...network,
    ...(quantiles === undefined ? {} : { quantiles: readQuantiles(quantiles) }),
  }));
  return { networks, annex: header.annex };
}

/** @returns Where the weights end. */
function requireIntact(bytes: Uint8Array): number {
  const end = bytes.length - digestBytes;
  if (end < prefixBytes || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) {
    throw damaged('it does not begin like one');
  }
  if (sha256(bytes.subarray(0, end)) !== hexOf(bytes.subarray(end))) throw damaged('its checksum differs');
  const written = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  if (written !== version) {
    throw new ForecastingError(
      'model-mismatch',
      `Cannot read model file: version ${version} is needed, this one is ${written}`,
    );
  }
  return end;
}

function encodeHeader(
  networks: readonly NetworkState[],
  annex: Readonly<Record<string, unknown>>,
): Uint8Array {
  const outlined = (weights: readonly NetworkWeight[]) => weights.map(({ name, shape }) => ({ name, shape }));
  const outlineQuantiles = ({ weights, reader, ...rest }: QuantileState) => ({
    ...rest,
    weights: outlined(weights),
    ...(reader === undefined ? {} : { reader: outlined(reader) }),
  });
  const described = networks.map(({ kind, series, config, weights, quantiles }) => ({
    kind,
    ...(series === undefined ? {} : { series }),
    config,
    weights: outlined(weights),
    ...(quantiles === undefined ? {} : { quantiles: outlineQuantiles(quantiles) }),
  }));
  const text = new TextEncoder().encode(JSON.stringify({ networks: described, annex }));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  return padded;
}

function parseHeader(bytes: Uint8Array): z.output<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw damaged('its header cannot be read');
  }
}

function damaged(how: string): ForecastingError {
  return new ForecastingError('model-damaged', `Cannot read model file: ${how}`);
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}
