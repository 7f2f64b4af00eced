import type { KernelMemory } from './kernel-memory.ts';

/** A record of 32-bit fields that the compiled module reads: the fields stand in its order. */
export interface Record32<Field extends string> {
  readonly address: number;
  set(values: Partial<Record<Field, number>>): void;
  get(field: Field): number;
}

/** Makes room for a record, all zero. */
export function createRecord<Field extends string>(
  memory: KernelMemory,
  fields: readonly Field[],
): Record32<Field> {
  const address = memory.allocate(fields.length * 4);
  const view = () => memory.integers(address, fields.length);
  view().fill(0);
  return {
    address,
    set(values) {
      const numbers = view();
      for (const [field, value] of Object.entries<number | undefined>(values)) {
        numbers[fields.indexOf(field as Field)] = value ?? 0;
      }
    },
    get: (field) => view()[fields.indexOf(field)]!,
  };
}
