import type { InspectionTools } from './inspected-series.ts';
import type { Inspect, Inspections } from './inspection.ts';
import { previewMemory } from './memory-preview.ts';
import { viewMemory } from './memory-view.ts';
import { viewOcclusion } from './occlusion-view.ts';
import { viewWindow } from './window-view.ts';

type Answers = {
  readonly [Topic in keyof Inspections]: (
    tools: InspectionTools,
    asked: Inspections[Topic]['asked'],
  ) => Inspections[Topic]['answer'] | Promise<Inspections[Topic]['answer']>;
};

const answers: Answers = {
  memory: viewMemory,
  window: viewWindow,
  occlusion: viewOcclusion,
  preview: previewMemory,
};

/** Answers in the thread that asks. */
export function answerHere(tools: InspectionTools): Inspect {
  return async (topic, asked) => answers[topic](tools, asked);
}
