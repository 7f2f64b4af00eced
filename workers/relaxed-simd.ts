/**
 * A module of one function whose body is `f32x4.relaxed_madd` of three zero vectors.
 *
 * Bytes: header; type () → v128; one function of it; its code: three times `v128.const 0`, then opcode 0xfd 0x105.
 */
const zeroVector = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const body = [0x00, ...zeroVector, ...zeroVector, ...zeroVector, 0xfd, 0x85, 0x02, 0x0b];
const relaxedModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, body.length + 2, 0x01, body.length],
  ...body,
);

/** Whether this process compiles WebAssembly with relaxed SIMD instructions. */
export function acceptsRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedModule);
}
