import { readFileSync } from 'node:fs';

/** The version of this installation; its manifest lies one folder above this file and above the bundles. */
export function productVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
