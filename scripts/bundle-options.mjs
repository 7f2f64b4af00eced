import { root } from './project.mjs';

/** How a program of this project is bundled for Node: one file (or some), its packages left outside. */
export const bundledForNode = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
