/** The naive forecasters that run beside everything else and that a network has to beat. */
export const naiveKinds = ['naive', 'seasonal-naive', 'drift', 'mean'] as const;
/** Baselines of the field, which run where they are asked for. */
export const fieldKinds = ['naive2', 'ses', 'theta', 'holt', 'damped', 'comb'] as const;
/** Forecasters without learned weights. */
export const baselineKinds = [...naiveKinds, ...fieldKinds] as const;
/** Recurrent networks, simplest first. */
export const networkKinds = ['rnn', 'lstm', 'gru'] as const;

export type NaiveKind = (typeof naiveKinds)[number];
export type BaselineKind = (typeof baselineKinds)[number];
export type NetworkKind = (typeof networkKinds)[number];
export type ForecasterKind = BaselineKind | NetworkKind;

/** All kinds from the simplest to the most complex: on a tie the earlier one is recommended. */
export const kindsBySimplicity: readonly ForecasterKind[] = [...baselineKinds, ...networkKinds];

export function isNetwork(kind: ForecasterKind): kind is NetworkKind {
  return (networkKinds as readonly string[]).includes(kind);
}

export function isNaive(kind: ForecasterKind): kind is NaiveKind {
  return (naiveKinds as readonly string[]).includes(kind);
}
