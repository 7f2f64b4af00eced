import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The trainer's bundle: beside this bundle or one of its chunks, or in `dist` when this runs from source. */
export function findTrainer(): string {
  const places = ['./trainer.mjs', '../trainer.mjs', '../dist/trainer.mjs'];
  const files = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = files.find(existsSync);
  if (!found) throw new Error(`The trainer is not built: none of ${files.join(', ')} exists`);
  return found;
}
