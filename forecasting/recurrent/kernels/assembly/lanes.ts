// Between the order of tensors, [window, step, value], and that of rows, [step, value, window].
import { lanes, rowBytes } from "./vector";

/**
 * Lays out up to 16 windows as rows; lanes without a window are zero.
 *
 * @param windowStride Floats from one window to the next.
 * @param stepStride Bytes from one step's rows to the next.
 */
export function toRows(
  from: usize, windows: i32, windowStride: i32, steps: i32, values: i32, into: usize, stepStride: usize,
): void {
  for (let step = 0; step < steps; step++) {
    memory.fill(into, 0, <usize>values * rowBytes);
    for (let window = 0; window < windows; window++) {
      let source = from + (<usize>(window * windowStride + step * values) << 2);
      let target = into + (<usize>window << 2);
      for (const end = target + <usize>values * rowBytes; target < end; target += rowBytes) {
        store<f32>(target, load<f32>(source));
        source += 4;
      }
    }
    into += stepStride;
  }
}

/** The way back of `toRows`. */
export function fromRows(
  from: usize, stepStride: usize, windows: i32, windowStride: i32, steps: i32, values: i32, into: usize,
): void {
  for (let step = 0; step < steps; step++) {
    for (let window = 0; window < windows; window++) {
      let source = from + (<usize>window << 2);
      let target = into + (<usize>(window * windowStride + step * values) << 2);
      for (const end = source + <usize>values * rowBytes; source < end; source += rowBytes) {
        store<f32>(target, load<f32>(source));
        target += 4;
      }
    }
    from += stepStride;
  }
}

/** Bytes of a row that hold `windows` windows. */
export function widthOf(windows: i32): usize {
  return windows > lanes / 2 ? rowBytes : rowBytes / 2;
}
