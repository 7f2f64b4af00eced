// Dropout between layers (N. Srivastava et al., 2014): every value is dropped or scaled up by a hash of where it stands, so
// that the way back finds the same mask without keeping it, and threads have no say in it.
import { Layer, stepBytes } from "./layer";
import { rowBytes } from "./vector";

/** What decides a mask. */
@unmanaged
export class Dropout {
  /** Share of the values that are dropped; 0 for none. */
  rate: f32;
  /** Differs from training step to training step and from layer to layer. */
  seed: i32;
}

/**
 * to[i] = kept[i] ? from[i] / (1 − rate) : 0, for the outputs of a layer at all steps; they may be the same.
 *
 * @param first Number of the block's first window in the batch.
 */
export function dropRows(dropout: Dropout, layer: Layer, first: i32, from: usize, to: usize): void {
  const units = layer.units, stride = stepBytes(units);
  const limit = i32x4.splat(<i32>(dropout.rate * 16777216));
  const scale = f32x4.splat(1 / (1 - dropout.rate));
  for (let step = 0; step < layer.steps; step++) {
    const line = mixBits(i32x4.splat(dropout.seed ^ (step * 0x2c1b3c6d)));
    for (let at: usize = 0, end = <usize>units * rowBytes; at < end; at += 16) {
      // A row is 16 windows, four of them a vector.
      const window = first + <i32>((at & (rowBytes - 1)) >> 2), unit = <i32>(at / rowBytes);
      const place = i32x4.add(i32x4.splat((window << 12) ^ unit), i32x4(0, 4096, 8192, 12288));
      const drawn = i32x4.shr_u(mixBits(v128.xor(place, line)), 8);
      const kept = i32x4.ge_s(drawn, limit);
      v128.store(to + at, v128.and(f32x4.mul(v128.load(from + at), scale), kept));
    }
    from += stride;
    to += stride;
  }
}

/** A bijection of 32 bits that leaves no pattern: two rounds of shift and multiply. */
// @ts-ignore: decorator
@inline
function mixBits(bits: v128): v128 {
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 16)), i32x4.splat(0x7feb352d));
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 15)), i32x4.splat(<i32>0x846ca68b));
  return v128.xor(bits, i32x4.shr_u(bits, 16));
}
