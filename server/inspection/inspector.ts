import { parentPort, workerData } from 'node:worker_threads';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { refusalOf } from '../errors.ts';
import { answerHere } from './answer-inspection.ts';
import type { InspectionTask } from './ask-inspector.ts';
import { readKernels } from './read-kernels.ts';

// The thread that answers one question: started by ask-inspector.ts, ends when it has answered.

const { topic, asked, dataFolder, kernelFolder } = workerData as InspectionTask;
const folder = dataFolderAt(dataFolder);
const db = openDatabase(folder.database);
try {
  const kernels = loadKernels(readKernels(kernelFolder));
  const answer = await answerHere({ db, folder, kernels })(topic, asked);
  parentPort?.postMessage({ answer });
} catch (problem) {
  const refusal = refusalOf(problem);
  if (refusal === undefined) throw problem;
  const { kind, code, message, field } = refusal;
  parentPort?.postMessage({ refusal: { kind, code, message, field } });
} finally {
  closeDatabase(db);
}
