// What the host may call. Nothing is allocated here: the host owns the memory.
export { runPart, watch } from "./crew";
export { fromRows, toRows, widthOf } from "./lanes";
export { passBytes, placePass, stepBytes } from "./layer";
export { placeShard, shardBytes } from "./network";
export { lastState, packedFloats, packLayer, runBackward, runForward } from "./sequence";
export { gatherGradients, moveWeights } from "./step";
export { packNetwork } from "./training";
