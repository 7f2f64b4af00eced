import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s)?([^'"]*?from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

/** One import statement: which file wants what, and whether it is for types only. */
export interface Import {
  readonly from: string;
  /** A file relative to the root, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** By `import()`: loaded when it is called for. */
  readonly dynamic: boolean;
}

/** All source files under a folder, relative to the root. */
export function listSources(folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).flatMap((name) => {
    const file = join(folder, name);
    if (statSync(join(root, file)).isDirectory()) return name === 'assembly' ? [] : listSources(file);
    return /\.tsx?$/.test(name) ? [file] : [];
  });
}

/** Reads the imports of one file as it stands in the source, `import()` included. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importPattern)].map((match) => ({
    from: file,
    to: resolveImport(file, (match[4] ?? match[5]) as string),
    typeOnly: match[2] !== undefined,
    dynamic: match[5] !== undefined,
  }));
}

/** Every file and package that running `entries` would load, with the file that asked for it first. */
export function reachableFrom(entries: readonly string[]): Map<string, string> {
  const askedBy = new Map(entries.map((entry) => [entry, '(entry)']));
  for (const file of askedBy.keys()) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const { to, typeOnly } of importsOf(file)) {
      if (!typeOnly && !askedBy.has(to)) askedBy.set(to, file);
    }
  }
  return askedBy;
}

function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(file), specifier));
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier;
}
