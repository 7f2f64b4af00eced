import type { RunConfig } from '#forecasting/config.ts';
import type { MemoryNeed } from '#forecasting/evaluation/memory-need.ts';
import type { OccludedStretch } from '#forecasting/evaluation/occlusion.ts';
import type { ForecasterKind, NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { Normalisation } from '#forecasting/network-forecaster.ts';
import type { GradientByLag } from '#forecasting/recurrent/memory/gradient-by-lag.ts';
import type { WindowTrace } from '#forecasting/recurrent/memory/window-trace.ts';

// Questions about what networks hold and what forecasters listened to. They compute, so a thread answers them.

/** A gradient by lag with its reach in observations. */
export interface MeasuredGradient extends GradientByLag {
  /** Observations back at which 1 % is left, the longer of hidden and cell state. */
  readonly reach: number;
  /** 1 % and more is left over the whole window: the reach ends there only because the window does. */
  readonly wholeWindow: boolean;
}

/** How far back one network of a run remembers. */
export interface NetworkMemory {
  readonly kind: NetworkKind;
  /** Networks of this kind that answer, by their median. */
  readonly members: number;
  /** 0-based seed of the measured one; null where the run did not write it down. */
  readonly seedNumber: number | null;
  readonly normalisation: Normalisation;
  /** Whether it was trained on this series alone, where the run had several. */
  readonly isLocal: boolean;
  readonly units: number;
  readonly lookback: number;
  /** Observations in one step of the cell; gradients count steps. */
  readonly segment: number;
  readonly steps: number;
  /** Windows of the series that the gradient after training is measured on. */
  readonly windows: number;
  readonly after: MeasuredGradient;
  /** False where no epoch was better than the start: its weights are those it began with. */
  readonly learned: boolean;
  /** As told while it learned, the start (epoch 0) first; empty for runs that did not tell. */
  readonly epochs: readonly (MeasuredGradient & { readonly epoch: number })[];
}

/** Reach against need on one series of a run. */
export interface MemoryView {
  readonly need: MemoryNeed;
  readonly seasonLength: number;
  /** Observations that the gates were set to remember; null for the usual start. */
  readonly memory: number | null;
  /** 0-based place of the measured networks among those of their kind. */
  readonly member: number;
  /** The most that a kind has. */
  readonly members: number;
  /** A kind with fewer networks is left out. */
  readonly networks: readonly NetworkMemory[];
}

/** One window as a network reads it. */
export interface WindowView extends WindowTrace {
  readonly kind: NetworkKind;
  /** Of `input`, one an observation. */
  readonly stamps: readonly number[];
  /** Windows that end this many observations before the last one or later know nothing of what came next. */
  readonly origins: { readonly first: number; readonly last: number };
}

/** What moved one forecast. */
export interface OcclusionView {
  /** The last observation of the forecast. */
  readonly originStamp: number;
  /** Observations that were hidden, stretch by stretch. */
  readonly lookback: number;
  readonly forecasters: readonly {
    readonly kind: ForecasterKind;
    readonly stretches: readonly OccludedStretch[];
    /** Mean absolute value of the forecast's steps less the last value: what there was to move. */
    readonly size: number;
  }[];
  /** Forecasters of the forecast that cannot be asked again, each with the reason. */
  readonly missing: readonly { readonly kind: ForecasterKind; readonly reason: string }[];
}

/** What a memory would do to networks before their training. */
export interface MemoryPreview {
  readonly need: MemoryNeed;
  readonly lookback: number;
  readonly segment: number;
  readonly steps: number;
  readonly networks: readonly {
    readonly kind: NetworkKind;
    /** With the usual start. */
    readonly usual: MeasuredGradient;
    /** With the memory of the configuration; null where none is set, or where the cell has no gate to set. */
    readonly set: MeasuredGradient | null;
  }[];
}

export interface RunSeries {
  readonly runId: number;
  readonly seriesId: number;
}

/** Networks of one kind differ in their seed and in what they were varied by: one of each kind is asked. */
export interface MemberRequest extends RunSeries {
  /** 0-based place among the networks of its kind; the first when left out. */
  readonly member?: number | undefined;
}

export interface WindowRequest extends MemberRequest {
  readonly kind: NetworkKind;
  /** Index of the window's last observation; the latest with a known future when left out. */
  readonly origin?: number | undefined;
}

export interface PreviewRequest {
  readonly seriesId: number;
  readonly config: RunConfig;
}

/** Every question with what is asked and what is answered. */
export interface Inspections {
  memory: { readonly asked: MemberRequest; readonly answer: MemoryView };
  window: { readonly asked: WindowRequest; readonly answer: WindowView };
  occlusion: { readonly asked: RunSeries; readonly answer: OcclusionView };
  preview: { readonly asked: PreviewRequest; readonly answer: MemoryPreview };
}

/** Answers a question. */
export type Inspect = <Topic extends keyof Inspections>(
  topic: Topic,
  asked: Inspections[Topic]['asked'],
) => Promise<Inspections[Topic]['answer']>;
