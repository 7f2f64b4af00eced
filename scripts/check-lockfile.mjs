// Fails when the lockfile leaves out an optional package that another one names: `npm ci` would refuse it
// on some other system (a mirror without all platform builds writes such lockfiles).
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !resolves(path, name))
    .map((name) => `${path || '(root)'} needs ${name}`),
);
for (const line of missing) console.error(`package-lock.json is incomplete: ${line}`);
process.exit(missing.length === 0 ? 0 : 1);

/** Whether `name`, asked for by the package at `path`, is found there or in a folder above it. */
function resolves(path, name) {
  for (let folder = path; ; folder = parentOf(folder)) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function parentOf(path) {
  const nested = path.lastIndexOf('/node_modules/');
  return nested < 0 ? '' : path.slice(0, nested);
}
