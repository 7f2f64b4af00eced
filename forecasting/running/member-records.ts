import type { MemberRecord } from '../run-result.ts';
import type { NetworkMember } from './network-member.ts';
import { refitEpochs } from './refit-epochs.ts';
import type { RunContext } from './run-context.ts';
import { hashNetwork } from './weights-hash.ts';

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
      ...hashNetwork(member.state),
      used: answers !== undefined,
      refit: again ? { epochs: refitEpochs(context, member), ...hashNetwork(answers.state) } : null,
      ...(member.selectionFits.length === 0 ? {} : { selectionFits: member.selectionFits }),
      ...(member.verdictFits.length === 0 ? {} : { verdictFits: member.verdictFits }),
    };
  });
}
