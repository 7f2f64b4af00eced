import { Note } from '#app/_components/note.tsx';

/** What the run warned of, the code before the colon left out. */
export function WarningNotes({ warnings }: { readonly warnings: readonly string[] }) {
  return [...new Set(warnings)].map((warning) => (
    <Note key={warning} tone="lose">
      {warning.replace(/^[a-z-]+: /, '')}
    </Note>
  ));
}
