import { IconAlertTriangle, IconCheck, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { formatCount } from '#app/_lib/format-number.ts';
import type { ReadingIssue } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import styles from './evidence-list.module.css';

interface EvidenceListProps {
  readonly preview: ReadingPreview;
  readonly className?: string | undefined;
}

const check = <IconCheck className={styles.sure} size={16} stroke={2.1} aria-hidden />;
const warn = <IconAlertTriangle className={styles.doubt} size={16} stroke={1.9} aria-hidden />;
const ask = <IconQuestionMark className={styles.doubt} size={16} stroke={1.9} aria-hidden />;

/** Everything the reader concluded, with what speaks for it; what a person should know comes after. */
export function EvidenceList({ preview, className }: EvidenceListProps) {
  const { evidence, warnings, question, sampled } = preview;
  return (
    <Card title="What we understood, and why" className={className}>
      <ul className={styles.list}>
        {evidence.map(({ code, message }) => (
          <EvidenceLine key={`${code}-${message}`} icon={check} message={message} />
        ))}
        {warnings.map((issue) => (
          <EvidenceLine
            key={`${issue.code}-${issue.message}`}
            icon={warn}
            message={issue.message}
            place={placeOf(issue)}
          />
        ))}
        {sampled && (
          <EvidenceLine
            icon={warn}
            message="A large file: read in part for this preview, as a whole when you keep it"
          />
        )}
        {question && <EvidenceLine icon={ask} message={`${question.message} The question is below.`} />}
      </ul>
    </Card>
  );
}

interface EvidenceLineProps {
  readonly icon: ReactNode;
  /** "Conclusion: proof". */
  readonly message: string;
  readonly place?: string;
}

function EvidenceLine({ icon, message, place }: EvidenceLineProps) {
  const [conclusion, proof] = splitAtColon(message);
  return (
    <li className={styles.line}>
      {icon}
      <div>
        <b>{conclusion}</b>
        {(proof || place) && <p className={styles.proof}>{[proof, place].filter(Boolean).join(' · ')}</p>}
      </div>
    </li>
  );
}

function splitAtColon(message: string): [string, string] {
  const colon = message.indexOf(': ');
  if (colon < 0) return [message, ''];
  const proof = message.slice(colon + 2);
  return [message.slice(0, colon), proof.charAt(0).toUpperCase() + proof.slice(1)];
}

function placeOf({ line }: ReadingIssue): string {
  return line === undefined ? '' : `line ${formatCount(line)}`;
}
