// The threads that share the work of a job. Every thread has an instance of this module on the same memory; the first one,
// the host's, hands the jobs out and does its own part of them.
import { answerShard, trainShard } from "./training";

@unmanaged
export class Crew {
  /** Changes with every job: a count, what is to be done and how many threads take part. */
  job: i32;
  /** Threads that have not finished the job yet. */
  pending: i32;
  /** Further threads that have begun to serve. */
  arrived: i32;
  network: usize;
  /** Addresses of the shards, and how many. The split and its order decide the bits; the threads do not. */
  shards: usize;
  shardCount: i32;
}

export namespace Job {
  // @ts-ignore: decorator
  @inline
  export const train: i32 = 0;
  // @ts-ignore: decorator
  @inline
  export const answer: i32 = 1;
  // @ts-ignore: decorator
  @inline
  export const end: i32 = 2;
}

/** Looks taken at a word of memory before a thread goes to sleep on it: some twenty microseconds. */
const looks: i32 = 10000;

/** Does a job with every thread that has arrived. */
export function runJob(pointer: usize, kind: i32): void {
  const crew = changetype<Crew>(pointer);
  const job = pointer + offsetof<Crew>("job"), pending = pointer + offsetof<Crew>("pending");
  const threads = 1 + atomic.load<i32>(pointer + offsetof<Crew>("arrived"));
  if (threads > 1) {
    atomic.store<i32>(pending, threads - 1);
    atomic.store<i32>(job, (((crew.job >> 8) + 1) << 8) | (kind << 6) | threads);
    atomic.notify(job, threads - 1);
  }
  runShards(crew, kind, 0, threads);
  if (threads > 1) awaitNone(pending);
}

/** What a further thread, numbered from 1, does until it is told to end. */
export function serve(pointer: usize, thread: i32): void {
  const crew = changetype<Crew>(pointer);
  const job = pointer + offsetof<Crew>("job"), pending = pointer + offsetof<Crew>("pending");
  let seen = atomic.load<i32>(job);
  atomic.add<i32>(pointer + offsetof<Crew>("arrived"), 1);
  for (;;) {
    seen = awaitChange(job, seen);
    const threads = seen & 63, kind = (seen >> 6) & 3;
    // The job may have been handed out before this thread arrived.
    if (thread >= threads) continue;
    runShards(crew, kind, thread, threads);
    if (atomic.sub<i32>(pending, 1) == 1) atomic.notify(pending, 1);
    if (kind == Job.end) return;
  }
}

function awaitChange(word: usize, seen: i32): i32 {
  for (let look = 0; look < looks; look++) {
    const now = atomic.load<i32>(word);
    if (now != seen) return now;
  }
  let now = atomic.load<i32>(word);
  while (now == seen) {
    atomic.wait<i32>(word, seen, -1);
    now = atomic.load<i32>(word);
  }
  return now;
}

function awaitNone(word: usize): void {
  for (let look = 0; look < looks; look++) if (atomic.load<i32>(word) == 0) return;
  let left = atomic.load<i32>(word);
  while (left != 0) {
    atomic.wait<i32>(word, left, -1);
    left = atomic.load<i32>(word);
  }
}

function runShards(crew: Crew, kind: i32, thread: i32, threads: i32): void {
  if (kind == Job.end) return;
  for (let index = thread; index < crew.shardCount; index += threads) {
    const shard = load<u32>(crew.shards + (<usize>index << 2));
    if (kind == Job.train) trainShard(crew.network, shard);
    else answerShard(crew.network, shard);
  }
}
