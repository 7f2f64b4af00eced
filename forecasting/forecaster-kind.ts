/** The naive forecasters that run beside everything else and that a network has to beat. */
export const naiveKinds = ['naive', 'seasonal-naive', 'drift', 'mean'] as const;
/** Baselines of the field, which run where they are asked for. */
export const fieldKinds = ['naive2', 'ses', 'theta', 'holt', 'damped', 'comb', 'ets'] as const;
/** Linear maps of the last values, fitted over all series of a run in closed form. */
export const linearKinds = ['nlinear', 'dlinear', 'ridge'] as const;
/** Forecasters that are no networks. */
export const baselineKinds = [...naiveKinds, ...fieldKinds, ...linearKinds] as const;
/** Recurrent networks, simplest first. */
export const networkKinds = ['rnn', 'lstm', 'gru'] as const;
/** What runs beside the naive ones unless something else is asked for: strong for their price, and what a blend is best made of. */
export const usualKinds = [...linearKinds, ...networkKinds] as const;
/** A weighted mean of the others, made wherever there are two networks. */
export const blendKind = 'blend';

export type NaiveKind = (typeof naiveKinds)[number];
export type LinearKind = (typeof linearKinds)[number];
export type BaselineKind = (typeof baselineKinds)[number];
export type NetworkKind = (typeof networkKinds)[number];
/** What is fitted by itself; a blend is made of such. */
export type FittedKind = BaselineKind | NetworkKind;
export type ForecasterKind = FittedKind | typeof blendKind;

/** All kinds from the simplest to the most complex: on a tie the earlier one is recommended. */
export const kindsBySimplicity: readonly ForecasterKind[] = [...baselineKinds, ...networkKinds, blendKind];

export function isNetwork(kind: ForecasterKind): kind is NetworkKind {
  return (networkKinds as readonly string[]).includes(kind);
}

export function isNaive(kind: ForecasterKind): kind is NaiveKind {
  return (naiveKinds as readonly string[]).includes(kind);
}

export function isLinear(kind: ForecasterKind): kind is LinearKind {
  return (linearKinds as readonly string[]).includes(kind);
}
