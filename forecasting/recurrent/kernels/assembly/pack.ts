// Weights in the order in which `multiply` reads them: tiles of four rows; a tile holds the four biases, then for every
// input four weights. Rows that are left over follow as tiles of one.

/** Floats that `rows` packed rows with `inputs` inputs each take. */
export function packedFloats(rows: i32, inputs: i32): i32 {
  return rows * (inputs + 1);
}

/** A matrix [inputs, columns] of which some columns become rows of packed tiles. */
// @ts-ignore: decorator
@inline
function weightAt(matrix: usize, stride: i32, input: i32, column: i32): f32 {
  return load<f32>(matrix + (<usize>(input * stride + column) << 2));
}

/**
 * Packs the columns `from` … `from + rows` of two stacked matrices with rows of `stride` floats, so that the product is
 * bias + kernelᵀ · x₁ + recurrentᵀ · x₂. A pointer of 0 stands for zeros (bias) or for no such matrix.
 *
 * @returns The first address behind the packed weights.
 */
export function packColumns(
  into: usize, from: i32, rows: i32, stride: i32,
  bias: usize, kernel: usize, features: i32, recurrent: usize, units: i32,
): usize {
  for (let row = 0; row < rows; ) {
    const height = rows - row >= 4 ? 4 : 1;
    for (let r = 0; r < height; r++) {
      store<f32>(into, bias ? load<f32>(bias + (<usize>(from + row + r) << 2)) : 0);
      into += 4;
    }
    if (kernel) into = packTile(into, kernel, features, stride, from + row, height);
    if (recurrent) into = packTile(into, recurrent, units, stride, from + row, height);
    row += height;
  }
  return into;
}

function packTile(into: usize, matrix: usize, inputs: i32, stride: i32, column: i32, height: i32): usize {
  for (let input = 0; input < inputs; input++) {
    for (let r = 0; r < height; r++) {
      store<f32>(into, weightAt(matrix, stride, input, column + r));
      into += 4;
    }
  }
  return into;
}

/**
 * Packs the rows of a matrix [rows, stride] for the way back: the product is matrix[:, first …] · x₁ +
 * matrix[:, second …] · x₂.
 */
export function packRows(
  into: usize, matrix: usize, rows: i32, stride: i32,
  first: i32, firstCount: i32, second: i32, secondCount: i32,
): usize {
  for (let row = 0; row < rows; ) {
    const height = rows - row >= 4 ? 4 : 1;
    for (let r = 0; r < height; r++) {
      store<f32>(into, 0);
      into += 4;
    }
    into = packRowTile(into, matrix, row, height, stride, first, firstCount);
    into = packRowTile(into, matrix, row, height, stride, second, secondCount);
    row += height;
  }
  return into;
}

function packRowTile(into: usize, matrix: usize, row: i32, height: i32, stride: i32, from: i32, count: i32): usize {
  for (let column = from; column < from + count; column++) {
    for (let r = 0; r < height; r++) {
      store<f32>(into, weightAt(matrix, stride, row + r, column));
      into += 4;
    }
  }
  return into;
}
