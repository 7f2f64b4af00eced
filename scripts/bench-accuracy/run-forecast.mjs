// Asks the command line for a forecast, as a person would.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../project.mjs';

/** @returns {Promise<string>} what it prints to stdout */
export function runForecast(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'scripts/hindcast.mjs'), 'forecast', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`hindcast forecast ${args.join(' ')} ended with ${code}:\n${stderr}`));
    });
  });
}
