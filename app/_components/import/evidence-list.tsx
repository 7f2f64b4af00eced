import { Switch } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import { cleaningStepOf } from '#forecasting/reading/cleaning.ts';
import type { Evidence, ReadingFlags, ReadingIssue } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import styles from './evidence-list.module.css';

interface EvidenceListProps {
  readonly preview: ReadingPreview;
  readonly flags: ReadingFlags;
  /** Called with the flags under which a cleaning step is done, or is not. */
  readonly onFlags: (flags: ReadingFlags) => void;
  readonly className?: string | undefined;
}

const check = <IconCheck className={styles.sure} size={16} stroke={2.1} aria-hidden />;
const warn = <IconAlertTriangle className={styles.doubt} size={16} stroke={1.9} aria-hidden />;
const ask = <IconQuestionMark className={styles.doubt} size={16} stroke={1.9} aria-hidden />;

/**
 * Everything the reader concluded, with what speaks for it; what a person should know comes after, and each
 * cleaning step can be switched off.
 */
export function EvidenceList({ preview, flags, onFlags, className }: EvidenceListProps) {
  const { outcome, evidence, warnings, question, sampled } = preview;
  const forbidden = (flags.keep ?? []).filter((code) => !warnings.some((issue) => issue.code === code));
  const allow = (code: string, isAllowed: boolean) => onFlags(withStep(flags, code, isAllowed));
  return (
    <Card title="What we understood, and why" className={className}>
      <ul className={styles.list}>
        {evidence.map((found) => (
          <EvidenceLine key={`${found.code}-${found.message}`} icon={check} message={withSeparators(found)} />
        ))}
        {warnings.map((issue) => (
          <EvidenceLine
            key={`${issue.code}-${issue.message}`}
            icon={warn}
            message={issue.message}
            place={placeOf(issue)}
            step={
              cleaningStepOf(issue.code) && (
                <StepSwitch code={issue.code} isDone={!flags.keep?.includes(issue.code)} onChange={allow} />
              )
            }
          />
        ))}
        {forbidden.map((code) => (
          <EvidenceLine
            key={code}
            icon={warn}
            message={`Not done: ${stepInWords(code)}`}
            step={<StepSwitch code={code} isDone={false} onChange={allow} />}
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
        {evidence.length === 0 && outcome === 'error' && (
          <EvidenceLine icon={warn} message="Nothing: the reading ended before anything was certain" />
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
  /** The switch of a cleaning step. */
  readonly step?: ReactNode;
}

function EvidenceLine({ icon, message, place, step }: EvidenceLineProps) {
  const [conclusion, proof] = splitAtColon(message);
  return (
    <li className={styles.line}>
      {icon}
      <div>
        <b>{conclusion}</b>
        {(proof || place) && <p className={styles.proof}>{[proof, place].filter(Boolean).join(' · ')}</p>}
        {step}
      </div>
    </li>
  );
}

interface StepSwitchProps {
  readonly code: string;
  readonly isDone: boolean;
  readonly onChange: (code: string, isDone: boolean) => void;
}

function StepSwitch({ code, isDone, onChange }: StepSwitchProps) {
  return (
    <Switch
      size="xs"
      className={styles.step ?? ''}
      label={capitalized(stepInWords(code))}
      checked={isDone}
      onChange={(event) => onChange(code, event.currentTarget.checked)}
    />
  );
}

const steps: Readonly<Record<string, string>> = {
  'suspected-sentinel': 'take them for missing values',
  'buddhist-years': 'take the years for Buddhist ones',
  'duplicate-timestamps': 'let the last row of a time count',
  'bad-dates': 'leave these rows out',
  'not-a-number': 'take such cells for missing values',
  'not-finite': 'take such cells for missing values',
  'skipped-lines': 'leave these lines out',
  'ragged-rows': 'leave these lines out',
  'short-rows': 'take what is lacking for missing values',
  unsorted: 'sort the rows',
};

const stepInWords = (code: string) => steps[code] ?? code;

/** The flags with a cleaning step done or forbidden. */
function withStep({ keep = [], ...flags }: ReadingFlags, code: string, isDone: boolean): ReadingFlags {
  const others = keep.filter((one) => one !== code);
  const next = isDone ? others : [...others, code];
  return next.length === 0 ? flags : { ...flags, keep: next };
}

/** A count of rows or cells as it is written elsewhere: 116,448. */
function withSeparators({ message, rows = 0 }: Evidence): string {
  return rows < 1000 ? message : message.replace(new RegExp(`(?<!\\d)${rows}(?!\\d)`), formatCount(rows));
}

function splitAtColon(message: string): [string, string] {
  const colon = message.indexOf(': ');
  if (colon < 0) return [capitalized(message), ''];
  return [capitalized(message.slice(0, colon)), capitalized(message.slice(colon + 2))];
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Rows and line, where the message does not name them itself. */
function placeOf({ line, rows, message }: ReadingIssue): string {
  const isCounted = rows === undefined || new RegExp(`(^|\\D)${rows}(\\D|$)`).test(message);
  return [
    isCounted ? '' : countOf(rows, 'row'),
    line === undefined || message.includes(`line ${line}`) ? '' : `line ${formatCount(line)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
