import { meanLosses } from '../evaluation/loss-table.ts';
import type { NetworkMember } from './network-member.ts';
import type { RunContext } from './run-context.ts';
import { runLosses } from './run-losses.ts';

/** Fewer members than this are all kept: one of two is no outlier. */
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
export function selectionErrors(members: readonly NetworkMember[], context: RunContext): number[] {
  const series = context.panel.flatMap(({ split }, i) => (split.selectionOrigins.length > 0 ? [i] : []));
  if (series.length === 0) return members.map(() => Number.NaN);
  return meanLosses(runLosses(context, { forecasts: members, parts: ['selection'], series }));
}

/**
 * Leaves out the members of one kind that fell far behind the best of them, where there are several.
 *
 * @example
 * chooseMembers(members, context).length; // at most members.length
 */
export function chooseMembers(members: readonly NetworkMember[], context: RunContext): NetworkMember[] {
  if (members.length < fewMembers) return [...members];
  const errors = selectionErrors(members, context);
  const most = Math.min(...errors) * worstShare;
  const chosen = members.filter((_, i) => errors[i]! <= most);
  return chosen.length > 0 ? chosen : [...members];
}
