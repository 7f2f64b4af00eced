// Where the project lies, and the error whose message is all that a person needs.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A step that failed for a reason a person can act on. */
export class PreparationError extends Error {}
