import { Note } from '#app/_components/note.tsx';

/** What the run warned of, the code before the colon left out. */
export function WarningNotes({ warnings }: { readonly warnings: readonly string[] }) {
  const told = [...new Set(warnings)];
  if (told.length === 0) return null;
  return (
    <Note tone="lose">
      {told.map((warning) => (
        <p key={warning}>{warning.replace(/^[a-z-]+: /, '')}</p>
      ))}
    </Note>
  );
}
