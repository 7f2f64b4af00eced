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
        {evidence.length === 0 && question && (
          <EvidenceLine icon={ask} message="Nothing yet: the question comes first" />
        )}
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
  if (colon < 0) return [capitalized(message), ''];
  return [capitalized(message.slice(0, colon)), capitalized(message.slice(colon + 2))];
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The line, where the message does not name it itself. */
function placeOf({ line, message }: ReadingIssue): string {
  return line === undefined || message.includes(`line ${line}`) ? '' : `line ${formatCount(line)}`;
}
