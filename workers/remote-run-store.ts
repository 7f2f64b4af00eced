import type { Lease } from '#db/queries/run-leases.ts';
import { decodeJob, decodeRecalled, encodeEnd, encodeKept } from '#server/wire-job.ts';
import type { RunStore } from './run-store.ts';
import type { ServerLink } from './server-link.ts';

/** More progress than this travels in several requests. */
const mostProgress = 200;

/** The runs of a server elsewhere, through its API. */
export function createRemoteRunStore(link: ServerLink, workerId: () => number): RunStore {
  return {
    async claim(runId) {
      const wanted = { workerId: workerId(), runId };
      const lease = await link.call(({ claim }, options) => claim.mutate(wanted, options));
      return lease ?? undefined;
    },
    async loadJob(lease) {
      return decodeJob(await link.call(({ job }, options) => job.mutate({ lease }, options), lease));
    },
    // Its process is no concern of another machine.
    noteTrainer: async () => {},
    async recordProgress(lease, progress) {
      for (let from = 0; from < progress.length; from += mostProgress) {
        const part = progress.slice(from, from + mostProgress);
        await link.call((to, options) => to.progress.mutate({ lease, progress: part }, options), lease);
      }
    },
    async recallParts(lease, fingerprint) {
      const input = { lease, fingerprint };
      const recalled = await link.call((to, options) => to.recall.mutate(input, options), lease);
      return recalled ? decodeRecalled(recalled) : undefined;
    },
    async keepParts(lease, kept, fingerprint) {
      const input = { lease, fingerprint, ...encodeKept(kept) };
      await link.call((to, options) => to.keep.mutate(input, options), lease);
    },
    renewLease: (lease) => link.call(({ renew }, options) => renew.mutate({ lease }, options), lease),
    readRequest: (lease) => link.call(({ request }, options) => request.query({ lease }, options), lease),
    async endAttempt(lease: Lease, end) {
      await link.call((to, options) => to.end.mutate({ lease, end: encodeEnd(end) }, options), lease);
    },
  };
}
