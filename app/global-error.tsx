'use client';

/** The last resort, when not even the frame could be drawn: words alone. */
// biome-ignore lint/style/noDefaultExport: Next looks for the page there
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Hindcast</title>
        <main>
          <h1>Hindcast could not draw this page</h1>
          <p>Your data, runs and forecasts are safe: only their display failed.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
