/** Round constants: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const roundConstants = Uint32Array.from(firstPrimes(64), (prime) => fractionBits(Math.cbrt(prime)));
/** Initial state: the same of the square roots of the first 8 primes. */
const initialState = Uint32Array.from(firstPrimes(8), (prime) => fractionBits(Math.sqrt(prime)));
const blockBytes = 64;

/**
 * The SHA-256 digest of some bytes, as 64 lowercase hexadecimal digits (FIPS 180-4).
 *
 * Written here because the library uses nothing of Node, and the Web's own digest is asynchronous.
 *
 * @example sha256(new TextEncoder().encode('abc')) // 'ba7816bf…f20015ad'
 */
export function sha256(bytes: Uint8Array): string {
  const state = initialState.slice();
  const schedule = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % blockBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole; at += blockBytes) absorb(state, schedule, view, at);
  const tail = paddedTail(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < tail.byteLength; at += blockBytes) absorb(state, schedule, tail, at);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** The rest of the message, a one bit, zeros, and the length in bits. */
function paddedTail(rest: Uint8Array, length: number): DataView {
  const padded = new Uint8Array(rest.length + 9 <= blockBytes ? blockBytes : 2 * blockBytes);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  return view;
}

function absorb(state: Uint32Array, schedule: Uint32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(at + 4 * t);
  for (let t = 16; t < 64; t++) {
    const early = schedule[t - 15]!;
    const late = schedule[t - 2]!;
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = schedule[t - 16]! + sigma0 + schedule[t - 7]! + sigma1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + roundConstants[t]! + schedule[t]!) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = state[i]! + value;
  });
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function fractionBits(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
