'use client';

import { useState } from 'react';
import type { MouseHandlerDataParam } from 'recharts';
import type { StampRange } from './chart-axes.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
}

interface DragZoom {
  /** The part dragged over so far. */
  readonly range: StampRange | null;
  start(state: MouseHandlerDataParam): void;
  move(state: MouseHandlerDataParam): void;
  end(): void;
  cancel(): void;
}

/** Dragging over a chart chooses the part to look at. */
export function useDragZoom(onZoom: ((range: StampRange) => void) | undefined): DragZoom {
  const [drag, setDrag] = useState<Drag | null>(null);
  const range: StampRange | null =
    drag && drag.from !== drag.to ? [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)] : null;
  return {
    range,
    start(state) {
      const stamp = stampAt(state);
      if (onZoom && stamp !== null) setDrag({ from: stamp, to: stamp });
    },
    move(state) {
      const stamp = stampAt(state);
      if (drag && stamp !== null) setDrag({ from: drag.from, to: stamp });
    },
    end() {
      if (range) onZoom?.(range);
      setDrag(null);
    },
    cancel() {
      setDrag(null);
    },
  };
}

function stampAt(state: MouseHandlerDataParam): number | null {
  const stamp = Number(state.activeLabel);
  return state.activeLabel === undefined || Number.isNaN(stamp) ? null : stamp;
}
