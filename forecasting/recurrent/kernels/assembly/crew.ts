// A thread's part of a job. Every thread has an instance of this module on the same memory. They wait for each other in
// the host's language: one version of V8 loses local variables over a wait inside of WebAssembly.
import { answerShard, trainShard } from "./training";

@unmanaged
export class Crew {
  /** Changes with every job. */
  job: i32;
  /** Threads that have not finished it yet. */
  pending: i32;
  /** Further threads that have begun to serve. */
  arrived: i32;
  network: usize;
  /** Addresses of the shards, and how many. The split and its order decide the bits; the threads do not. */
  shards: usize;
  shardCount: i32;
}

/** Looks taken at a word before a thread goes to sleep on it: some sixty microseconds, longer than a step needs between its jobs. */
const looks: i32 = 150000;

/** Looks at a word until it is no longer `value`, or for long enough. @returns What it is. */
export function watch(word: usize, value: i32): i32 {
  for (let look = 0; look < looks; look++) {
    const now = atomic.load<i32>(word);
    if (now != value) return now;
  }
  return value;
}

/** Does every `threads`-th shard, from `thread` on. */
export function runPart(pointer: usize, train: bool, thread: i32, threads: i32): void {
  const crew = changetype<Crew>(pointer);
  for (let index = thread; index < crew.shardCount; index += threads) {
    const shard = load<u32>(crew.shards + (<usize>index << 2));
    if (train) trainShard(crew.network, shard);
    else answerShard(crew.network, shard);
  }
}
