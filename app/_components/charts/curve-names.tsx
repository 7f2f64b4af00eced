'use client';

import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import type { ShownCurve } from '#app/_lib/loss-rows.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';

const lineHeight = 13;

/** A curve this short, of the width, is too near to the others to be named at its end. */
const leastShare = 0.1;

/** The networks' names at the ends of their curves, moved apart where they would overlap. */
export function CurveNames({ curves }: { readonly curves: readonly ShownCurve[] }) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const area = usePlotArea();
  if (!xScale || !yScale || !area) return null;
  const ends = curves
    .flatMap(({ kind, curve }) => {
      const last = curve.points.at(-1);
      if (!last) return [];
      return [{ kind, x: Number(xScale(last.epoch)) + 8, y: Number(yScale(last.validationError)) + 4 }];
    })
    .filter(({ x, y }) => x >= area.x + leastShare * area.width && Number.isFinite(y))
    .sort((a, b) => a.y - b.y);
  const placed: typeof ends = [];
  for (const end of ends) {
    const above = placed.filter((other) => Math.abs(other.x - end.x) < 44).at(-1);
    placed.push({ ...end, y: above ? Math.max(end.y, above.y + lineHeight) : end.y });
  }
  return (
    <g fontSize="11" fontWeight="560">
      {placed.map(({ kind, x, y }) => (
        <Name key={kind} kind={kind} x={x} y={Math.min(y, area.y + area.height)} />
      ))}
    </g>
  );
}

interface NameProps {
  readonly kind: NetworkKind;
  readonly x: number;
  readonly y: number;
}

/** Drawn twice, first as a rim in the colour of the paper, so that lines behind it do not cross it out. */
function Name({ kind, x, y }: NameProps) {
  const name = forecasterName(kind);
  return (
    <>
      <text x={x} y={y} fill="var(--hc-surface)" stroke="var(--hc-surface)" strokeWidth="4">
        {name}
      </text>
      <text x={x} y={y} fill={forecasterStyles[kind].textColor}>
        {name}
      </text>
    </>
  );
}
