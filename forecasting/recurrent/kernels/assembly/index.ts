// What the host may call. There is no static data and nothing is allocated here: the host owns the memory.
export { fromRows, toRows, widthOf } from "./lanes";
export { passBytes, placePass, stepBytes } from "./layer";
export { lastState, packedFloats, packLayer, runBackward, runForward } from "./sequence";
