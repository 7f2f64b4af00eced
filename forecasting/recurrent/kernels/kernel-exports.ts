/** The functions of the compiled module; addresses and sizes in bytes unless named otherwise. */
export interface KernelExports {
  toRows(
    from: number,
    windows: number,
    windowStride: number,
    steps: number,
    values: number,
    into: number,
    stepStride: number,
  ): void;
  fromRows(
    from: number,
    stepStride: number,
    windows: number,
    windowStride: number,
    steps: number,
    values: number,
    into: number,
  ): void;
  widthOf(windows: number): number;
  stepBytes(rows: number): number;
  passBytes(layer: number): number;
  placePass(layer: number, pass: number, at: number): void;
  packedFloats(layer: number): number;
  packLayer(layer: number): void;
  runForward(layer: number, pass: number): void;
  runBackward(layer: number, pass: number): void;
  lastState(layer: number, pass: number): number;
  shardBytes(network: number): number;
  placeShard(network: number, shard: number, at: number): void;
  packNetwork(network: number): void;
  watch(word: number, value: number): number;
  runPart(crew: number, train: boolean, thread: number, threads: number): void;
  gatherGradients(network: number, shards: number, shardCount: number): number;
  moveWeights(
    network: number,
    gradients: number,
    moments: number,
    clip: number,
    beta1: number,
    beta2: number,
    rate: number,
    floor: number,
    averageShare: number,
  ): void;
}
