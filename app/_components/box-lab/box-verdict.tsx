import { SkillAxis } from '#app/_components/compare/skill-axis.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { SkillBar } from '#app/_components/skill-bar.tsx';
import { VerdictFrame, VerdictHead } from '#app/_components/verdict-frame.tsx';
import { boxVerdictWords, labNetworks, likeWords } from '#app/_lib/box/box-words.ts';
import type { GroupResult } from '#forecasting/language/ask-lab.ts';
import styles from './box-verdict.module.css';
import type { LabPart } from './lab-part.ts';
import { ModelMark } from './model-mark.tsx';

const limit = 0.3;
const barWidth = 138;

/** Who guesses better here, on sentences that nothing has learned from, and how sure that is. */
export function BoxVerdict({ said, box, reading, lab }: LabPart) {
  const current = lab.judgement?.reading === reading ? lab.judgement.judgement : null;
  const words = current ? boxVerdictWords(current, box, said) : null;
  if (!current || !words) return <WaitingVerdict said={said} lab={lab} />;
  return (
    <VerdictFrame tone={words.tone} label={said.verdict.name}>
      <VerdictHead
        stamp={words.stamp}
        say={words.say}
        aside={
          <table className={styles.skills}>
            <caption>{said.verdict.caption}</caption>
            <thead>
              <tr>
                <th />
                <th scope="col">{likeWords(current, box, said)}</th>
                <th scope="col">{said.verdict.column.far('')}</th>
              </tr>
            </thead>
            <tbody>
              {labNetworks.map((network, i) => (
                <tr key={network}>
                  <th scope="row">
                    <ModelMark model={network} said={said} />
                  </th>
                  <SkillCell network={network} group={current.like} index={i} />
                  <SkillCell network={network} group={current.far} index={i} />
                </tr>
              ))}
              <tr>
                <td />
                {[0, 1].map((column) => (
                  <td key={column}>
                    <SkillAxis width={barWidth} limit={limit} />
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        }
      >
        {words.rest}
      </VerdictHead>
    </VerdictFrame>
  );
}

interface SkillCellProps {
  readonly network: (typeof labNetworks)[number];
  readonly group: GroupResult;
  readonly index: number;
}

function SkillCell({ network, group, index }: SkillCellProps) {
  const { skill, interval } = group.verdicts[index]!.estimate;
  return (
    <td>
      <SkillBar kind={network} skill={skill} interval={interval} width={barWidth} limit={limit} />
    </td>
  );
}

function WaitingVerdict({ said: { verdict }, lab }: Pick<LabPart, 'said' | 'lab'>) {
  return (
    <VerdictFrame tone="tie" label={verdict.name}>
      <VerdictHead stamp={lab.phase === 'failed' ? verdict.none : verdict.learning} say={verdict.follows}>
        {verdict.how}
        {lab.scoring !== null && <ProgressBar share={lab.scoring} label={verdict.scoring} />}
      </VerdictHead>
    </VerdictFrame>
  );
}
