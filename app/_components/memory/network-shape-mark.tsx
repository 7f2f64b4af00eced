import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';

interface NetworkShapeMarkProps {
  readonly kind: NetworkKind;
  readonly x: number;
  readonly y: number;
}

/** A network's own shape and colour inside a figure: square, circle, triangle. */
export function NetworkShapeMark({ kind, x, y }: NetworkShapeMarkProps) {
  const { color, shape } = forecasterStyles[kind];
  const edge = { fill: color, stroke: 'var(--hc-surface)', strokeWidth: 1 };
  if (shape === 'square') return <rect {...edge} x={x - 4.5} y={y - 4.5} width="9" height="9" rx="1" />;
  if (shape === 'triangle') return <path {...edge} d={`M${x} ${y - 5.5}l5.5 10h-11z`} />;
  return <circle {...edge} cx={x} cy={y} r="5" />;
}
