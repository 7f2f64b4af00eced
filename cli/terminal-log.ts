import type { WorkerLog } from '#workers/worker-log.ts';

/** What a worker tells, as lines for a person on stderr: `12:00:03  A run begins (run 17, attempt 1)`. */
export const terminalLog: WorkerLog = {
  info: (details, message) => tell('', details, message),
  warn: (details, message) => tell('Warning: ', details, message),
  error: (details, message) => tell('Error: ', details, message),
};

function tell(label: string, details: object, message: string): void {
  const time = new Date().toTimeString().slice(0, 8);
  const facts = Object.entries(details).flatMap(([name, value]) => describe(name, value) ?? []);
  const tail = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  process.stderr.write(`${time}  ${label}${message}${tail}\n`);
}

const words: Readonly<Record<string, string>> = { runId: 'run', attempt: 'attempt' };

function describe(name: string, value: unknown): string | undefined {
  if (value instanceof Error) return value.message;
  if (name === 'message') return String(value);
  return Object.hasOwn(words, name) ? `${words[name]} ${value}` : undefined;
}
