// Compiles the recurrent kernels, plain and relaxed SIMD, to dist/kernels/*.wasm; does nothing when they are up to date.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'forecasting/recurrent/kernels/assembly');
const outputs = join(root, 'dist/kernels');
const keyFile = join(outputs, 'key');
/** One instruction set a build; the memory is always shared, which one thread can use as well as two. */
const builds = {
  plain: ['--enable', 'simd', '--enable', 'threads'],
  relaxed: ['--enable', 'simd', '--enable', 'threads', '--enable', 'relaxed-simd'],
};
const options = [
  ...['-O3', '--noAssert', '--runtime', 'stub', '--noExportMemory'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/** @returns {Promise<boolean>} whether there was anything to do */
export async function buildKernels() {
  const key = sourceKey();
  if (isBuilt(key)) return false;
  mkdirSync(outputs, { recursive: true });
  for (const name of Object.keys(builds)) await compileAssembly('index.ts', name, write);
  write('key', key);
  return true;
}

/**
 * Compiles one entry file for one instruction set.
 *
 * @param {(file: string, content: Uint8Array) => void} writeFile
 */
export async function compileAssembly(entry, name, writeFile) {
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main([entry, '-o', `${name}.wasm`, ...options, ...builds[name]], {
    readFile: (file) => (existsSync(join(sources, file)) ? readFileSync(join(sources, file), 'utf8') : null),
    writeFile,
    listFiles: () => [],
  });
  if (error) throw new Error(`The ${name} kernels do not compile:\n${stderr.toString()}`);
}

/** Whole or not at all: another process may be reading. */
function write(file, content) {
  const unfinished = join(outputs, `${file}.${process.pid}`);
  writeFileSync(unfinished, content);
  renameSync(unfinished, join(outputs, file));
}

function isBuilt(key) {
  const files = [keyFile, ...Object.keys(builds).map((name) => join(outputs, `${name}.wasm`))];
  return files.every(existsSync) && readFileSync(keyFile, 'utf8') === key;
}

function sourceKey() {
  const compiler = join(root, 'node_modules/assemblyscript/package.json');
  const hash = createHash('sha256')
    .update(readFileSync(compiler))
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of readdirSync(sources).sort()) hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernels();
