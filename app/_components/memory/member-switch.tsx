import { Select } from '@mantine/core';
import { memberWords } from '#app/_lib/memory-words.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import styles from './member-switch.module.css';
import { type MemoryPart, wordsFor } from './memory-part.ts';

/** Which of several networks of each kind is looked into; nothing where each kind has one. */
export function MemberSwitch(part: MemoryPart) {
  const { member, members } = part.memory;
  if (members < 2) return null;
  return (
    <div className={styles.switch}>
      <Select
        {...plainListbox}
        aria-label="Which of the networks"
        allowDeselect={false}
        w={190}
        data={Array.from({ length: members }, (_, i) => ({
          value: String(i),
          label: `Network ${i + 1} of ${members}`,
        }))}
        value={String(member)}
        onChange={(value) => value && part.onMember(Number(value))}
      />
      <p className="small soft">{memberWords(part.memory, wordsFor(part))}</p>
    </div>
  );
}
