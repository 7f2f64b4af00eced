import type { NetworkState } from '../network-forecaster.ts';
import { sha256 } from '../recurrent/sha256.ts';
import type { MemberRecord } from '../run-result.ts';
import { type NetworkMember, refitEpochs } from './network-member.ts';
import type { RunContext } from './run-context.ts';

/**
 * Writes down each network of a run, so that it can be trained again and its bits be compared.
 *
 * @param used Those that answer, trained again on everything or as they were.
 *
 * @example
 * recordMembers(context, trained, used)[0].sha256.length; // 64
 */
export function recordMembers(
  context: RunContext,
  trained: readonly NetworkMember[],
  used: readonly NetworkMember[],
): readonly MemberRecord[] {
  return trained.map((member) => {
    const answers = used.find(({ kind, member: number }) => kind === member.kind && number === member.member);
    const again = answers !== undefined && answers.state !== member.state;
    return {
      kind: member.kind,
      member: member.member,
      seedNumber: member.planned.seedNumber,
      ...(member.planned.series === undefined ? {} : { series: member.planned.series }),
      ...member.planned.variation,
      trainedEpochs: member.trainedEpochs,
      steps: member.steps,
      bestEpoch: member.bestEpoch,
      sha256: hashOf(member.state),
      used: answers !== undefined,
      refit: again ? { epochs: refitEpochs(context, member), sha256: hashOf(answers.state) } : null,
    };
  });
}

/** SHA-256 over the bytes of all weights, in their order. */
function hashOf({ weights }: NetworkState): string {
  const floats = weights.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(4 * floats);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { values } of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return sha256(bytes);
}
