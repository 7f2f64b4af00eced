/** What the process says by its exit code. */
export const exitCodes = { done: 0, internal: 1, usage: 2, refused: 3, question: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command that ends early: the code, and the sentence for the person. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  /** Stable, kebab-case, for programs. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** The command line itself was wrong. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(exitCodes.usage, 'usage', message);
}
