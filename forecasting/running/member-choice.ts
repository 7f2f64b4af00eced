import { meanLosses } from '../evaluation/loss-table.ts';
import type { RunContext } from './run-context.ts';
import { runLosses } from './run-losses.ts';
import type { WholeMember } from './whole-member.ts';

/** Fewer members alike than this are all kept: one of two is no outlier. */
const fewMembers = 3;
/** A member that errs more than this many times as much as the best of its kind is left out. */
const worstShare = 1.1;

/**
 * The error of each member on the selection origins: mean absolute error in units of the error scales.
 *
 * @returns One number a member; NaN where there is nothing to choose on.
 *
 * @example
 * selectionErrors(members, context); // [0.81, 0.79]
 */
export function selectionErrors(members: readonly WholeMember[], context: RunContext): number[] {
  const series = context.panel.flatMap(({ split }, i) => (split.selectionOrigins.length > 0 ? [i] : []));
  if (series.length === 0) return members.map(() => Number.NaN);
  return meanLosses(runLosses(context, { forecasts: members, parts: ['selection'], series }));
}

/**
 * Leaves out the members of one kind that fell far behind the best of them, where there are several: so it is decided,
 * too, whether one network for all series answers or one for each, or both.
 *
 * @example
 * chooseMembers(members, context).length; // at most members.length
 */
export function chooseMembers(members: readonly WholeMember[], context: RunContext): WholeMember[] {
  if (members.length < fewMembers && !areMixed(members)) return [...members];
  const errors = selectionErrors(members, context);
  const most = Math.min(...errors) * worstShare;
  const chosen = members.filter((_, i) => errors[i]! <= most);
  return chosen.length > 0 ? chosen : [...members];
}

/** Whether some answer for all series and some for one each. */
function areMixed(members: readonly WholeMember[]): boolean {
  const scopes = members.map(({ parts }) => parts[0]!.planned.series === undefined);
  return new Set(scopes).size > 1;
}
