import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalKind } from '../refusal.ts';
import { createTurns } from '../turns.ts';
import type { Inspect, Inspections } from './inspection.ts';

/** What the thread is started with. */
export interface InspectionTask {
  readonly topic: keyof Inspections;
  readonly asked: Inspections[keyof Inspections]['asked'];
  readonly dataFolder: string;
  /** Where the compiled kernels lie. */
  readonly kernelFolder: string;
}

export interface InspectorOptions {
  /** The bundle that answers in a thread of its own. */
  readonly threadBundle: string;
  readonly dataFolder: string;
  readonly kernelFolder: string;
}

type Told =
  | { readonly answer: unknown }
  | {
      readonly refusal: { kind: RefusalKind; code: string; message: string; field: string | undefined };
    };

/** Questions answered at the same time; further ones wait. */
const threads = 2;
const longestMs = 60_000;

/** Has each question answered in a thread, so that the server goes on answering others meanwhile. */
export function createInspector({ threadBundle, ...folders }: InspectorOptions): Inspect {
  const turn = createTurns(threads);
  return (topic, asked) => turn(() => askThread(threadBundle, { topic, asked, ...folders }));
}

function askThread<Answer>(bundle: string, task: InspectionTask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(bundle, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    const limit = setTimeout(() => {
      void thread.terminate();
      reject(new Refusal('unprocessable', 'inspection-too-long', 'Looking into this takes too long.'));
    }, longestMs);
    thread.once('message', (told: Told) => {
      if ('answer' in told) resolve(told.answer as Answer);
      else reject(refusalFrom(told.refusal));
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The inspector ended with code ${code} before it answered`));
    });
  });
}

function refusalFrom({
  kind,
  code,
  message,
  field,
}: Extract<Told, { refusal: unknown }>['refusal']): Refusal {
  return new Refusal(kind, code, message, field === undefined ? {} : { field });
}
