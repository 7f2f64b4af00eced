import type { PanelSeries } from '../evaluation/panel.ts';
import type { RunContext } from './run-context.ts';

/** What one network learns from: all series of a run, or one of them. */
export interface PanelPart {
  readonly panel: readonly PanelSeries[];
  readonly errorScales: readonly number[];
  readonly seasonLength: number;
  /** Puts what was said of the part at its place among all series; of the others nothing is said. */
  place<T>(said: readonly T[], nothing: T): readonly T[];
}

/**
 * Takes the part of a run that a network is trained on. One series alone has errors in its own unit, as all of them have
 * together.
 *
 * @param series Its place; undefined: all of them.
 *
 * @example
 * panelPart(context, 2).panel.length; // 1
 */
export function panelPart(context: RunContext, series: number | undefined): PanelPart {
  const { panel, errorScales, plan } = context;
  if (series === undefined) {
    return { panel, errorScales, seasonLength: plan.series[0]!.seasonLength, place: (said) => said };
  }
  return {
    panel: [panel[series]!],
    errorScales: [errorScales[series]!],
    seasonLength: plan.series[series]!.seasonLength,
    place: (said, nothing) => panel.map((_, index) => (index === series ? said[0]! : nothing)),
  };
}
