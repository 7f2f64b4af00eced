// A module of its own, for the benchmark: multiply-adds that never leave the registers.
import { multiplyAdd } from "./vector";

/** `rounds` times eight independent multiply-adds: as many sums as the kernels hold. */
export function eight(at: usize, rounds: i32): void {
  const x = v128.load(at), y = v128.load(at, 16);
  let a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y;
  for (let round = 0; round < rounds; round++) {
    a = multiplyAdd(a, x, y); b = multiplyAdd(b, x, y); c = multiplyAdd(c, x, y); d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y); f = multiplyAdd(f, x, y); g = multiplyAdd(g, x, y); h = multiplyAdd(h, x, y);
  }
  const left = f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), right = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  v128.store(at, f32x4.add(left, right), 32);
}

/** The same with twelve: more than the kernels have registers for beside their operands. */
export function twelve(at: usize, rounds: i32): void {
  const x = v128.load(at), y = v128.load(at, 16);
  let a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y, i = x, j = y, k = x, l = y;
  for (let round = 0; round < rounds; round++) {
    a = multiplyAdd(a, x, y); b = multiplyAdd(b, x, y); c = multiplyAdd(c, x, y); d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y); f = multiplyAdd(f, x, y); g = multiplyAdd(g, x, y); h = multiplyAdd(h, x, y);
    i = multiplyAdd(i, x, y); j = multiplyAdd(j, x, y); k = multiplyAdd(k, x, y); l = multiplyAdd(l, x, y);
  }
  const left = f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), right = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  v128.store(at, f32x4.add(f32x4.add(left, right), f32x4.add(f32x4.add(i, j), f32x4.add(k, l))), 32);
}
