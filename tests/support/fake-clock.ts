import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's `faketime`; undefined where it is not installed. */
const library = readdirSync('/usr/lib', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
  .find((path) => existsSync(path));

export const hasFakeClock = library !== undefined;

/** A wall clock that programs under test believe, beside the real one. Clocks that only grow are left alone. */
export interface FakeClock {
  /** What a program is started with. */
  readonly variables: Readonly<Record<string, string>>;
  /** Sets it so many seconds before or after the real one, for programs that run already too. */
  jumpTo(seconds: number): void;
}

export function createFakeClock(folder: string): FakeClock {
  const file = join(folder, 'clock');
  const jumpTo = (seconds: number) => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  jumpTo(0);
  return {
    variables: {
      LD_PRELOAD: library!,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Times of files stay real: they are compared among themselves alone.
      NO_FAKE_STAT: '1',
    },
    jumpTo,
  };
}
