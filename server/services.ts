import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { createAccess } from './access.ts';
import type { Services } from './context.ts';
import { type Environment, readEnvironment } from './env.ts';
import { createInspector } from './inspection/ask-inspector.ts';
import { createPulse } from './pulse.ts';
import { createFileReader } from './read-file.ts';
import { rememberReading } from './remember-reading.ts';
import { keepWorkerKey } from './worker-key.ts';

// The bundler may load this module once a route; the process has one set of services all the same.
const shared = globalThis as typeof globalThis & { hindcastServices?: Services };

/** The services of this process, made at the first call: building the pages must not open a database. */
export function services(): Services {
  shared.hindcastServices ??= createServices(readEnvironment());
  return shared.hindcastServices;
}

function createServices(environment: Environment): Services {
  refuseOpenBind(environment);
  const folder = dataFolderAt(environment.dataFolder);
  const db = openDatabase(folder.database);
  const now = () => Date.now();
  return {
    db,
    environment,
    folder,
    access: createAccess({
      accessKey: environment.accessKey,
      workerKey: keepWorkerKey(folder),
      now,
      ticks: () => performance.now(),
    }),
    pulse: createPulse(db),
    readFile: rememberReading(createFileReader({ threadBundle: join(environment.root, 'dist/reader.mjs') })),
    inspect: createInspector({
      threadBundle: join(environment.root, 'dist/inspector.mjs'),
      dataFolder: environment.dataFolder,
      kernelFolder: join(environment.root, 'dist/kernels'),
    }),
    now,
    version: readVersion(environment.root),
    startedAt: now(),
  };
}

const loopback = ['127.0.0.1', 'localhost', '::1'];

/** Anyone on the network could read and delete everything: whoever starts the pages by hand is told, too. */
function refuseOpenBind({ host, accessKey }: Environment): void {
  if (loopback.includes(host) || accessKey !== undefined) return;
  throw new Error(`Cannot serve on ${host}: HINDCAST_ACCESS_KEY is needed, it is not set`);
}

/** Of the installation in this folder. */
export function readVersion(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
