import { IconArrowBackUp, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { type ReaderLine, readerLines } from '#app/_lib/box/box-words.ts';
import type { LabPart } from './lab-part.ts';
import styles from './reader-card.module.css';

const icons = { read: IconCheck, unread: IconX, both: IconArrowBackUp, nobody: IconInfoCircle };

/** What a reader from left to right can know at the box, and what it cannot. */
export function ReaderCard({ said, box, lab }: LabPart) {
  return (
    <Card title={said.reader.title}>
      <ul className={styles.lines}>
        {readerLines(box, lab.answer?.readings.bothWays, said).map((line) => (
          <Line key={line.kind} line={line} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ line }: { readonly line: ReaderLine }) {
  const Icon = icons[line.kind];
  return (
    <li className={styles.line}>
      <Icon className={styles.icon} size={16} stroke={1.9} aria-hidden />
      <div>
        <b>{line.title}</b> {line.text}
      </div>
    </li>
  );
}
