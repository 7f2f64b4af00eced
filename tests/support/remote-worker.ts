import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerKey } from './api-server.ts';
import { type Launched, launch } from './launch.ts';

export interface RemoteWorkerOptions {
  readonly url: string;
  /** Where its key file is written. */
  readonly folder: string;
  readonly key?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** `hindcast worker` as its owner would start it on another machine: it knows an address and a key, no folder. */
export function startRemoteWorkerProcess({
  url,
  folder,
  key = workerKey,
  variables = {},
}: RemoteWorkerOptions): Launched {
  const keyFile = join(folder, `key-of-${key.length}`);
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 });
  return launch('node', ['scripts/hindcast.mjs', 'worker', '--server', url, '--key-file', keyFile], {
    HINDCAST_DATA: '/nowhere',
    HINDCAST_WORKERS: '1',
    HINDCAST_QUEUE: '',
    ...variables,
  });
}
