import { spawnSync } from 'node:child_process';

/** Whether system calls can be tampered with here; a test that needs it is skipped by its name where not. */
export const hasStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

/** Where in a program's life a system call goes wrong, and how. */
export interface Tampering {
  readonly call: 'pwrite64' | 'fsync' | 'rename';
  /** 'SIGKILL' ends the program at the call; an error is what the call answers. */
  readonly fault: 'SIGKILL' | 'ENOSPC' | 'EIO';
  /** The first such call that is tampered with, 1-based, and the last one where several are. */
  readonly from: number;
  readonly to?: number;
}

/** A command that runs a program and tampers with the calls of its main thread. */
export function tamper({ call, fault, from, to }: Tampering): string[] {
  const how = fault.startsWith('SIG') ? `signal=${fault}` : `error=${fault}`;
  const when = to === undefined ? `${from}` : `${from}..${to}`;
  const rule = `inject=${call}:${how}:when=${when}`;
  return ['strace', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', rule];
}
