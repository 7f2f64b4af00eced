import type { Reading } from '#forecasting/reading/reading.ts';
import type { FileReader, FileToRead } from './read-file.ts';

/** What a person looks at is usually kept a moment later: it need not be read twice. */
const rememberedMs = 120_000;

interface Remembered {
  readonly path: string;
  readonly bytes: number;
  /** The flags asked for and, once it is known, the recipe that stands for them. */
  readonly flags: string[];
  readonly reading: Promise<Reading>;
}

/** Reads as `read` does, but remembers the last reading for two minutes. Stored files never change. */
export function rememberReading(read: FileReader): FileReader {
  let last: Remembered | undefined;
  let forgetting: NodeJS.Timeout | undefined;

  function remember(file: FileToRead): Promise<Reading> {
    const { path, bytes } = file;
    const entry: Remembered = { path, bytes, flags: [keyOf(file)], reading: read(file) };
    last = entry;
    entry.reading.then(
      ({ recipe }) => entry.flags.push(keyOf({ ...file, flags: recipe })),
      () => forget(entry),
    );
    clearTimeout(forgetting);
    forgetting = setTimeout(() => forget(entry), rememberedMs).unref();
    return entry.reading;
  }

  function forget(entry: Remembered): void {
    if (last === entry) last = undefined;
  }

  return async (file) => {
    const isSame = last?.path === file.path && last.bytes === file.bytes && last.flags.includes(keyOf(file));
    const known = isSame && last ? await last.reading : undefined;
    const isEnough = known !== undefined && (file.extent === 'preview' || !known.isSample);
    return isEnough ? known : remember(file);
  };
}

/** Whatever order the flags were named in. */
function keyOf({ flags }: FileToRead): string {
  return JSON.stringify(Object.entries(flags).sort(([left], [right]) => (left < right ? -1 : 1)));
}
