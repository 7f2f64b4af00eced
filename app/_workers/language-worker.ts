import { askLab, judgeLike, scoreLab } from '#forecasting/language/ask-lab.ts';
import type { BoxScores, HeldOutBoxes } from '#forecasting/language/box-scores.ts';
import { traceBox } from '#forecasting/language/box-trace.ts';
import type { Reading } from '#forecasting/language/guesses.ts';
import { createLanguageLab, type LanguageLab, labEpochs } from '#forecasting/language/language-lab.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import type { LanguageReply, LanguageRequest } from './language-messages.ts';
import { loadBrowserKernels } from './load-browser-kernels.ts';
import { pause } from './pause.ts';

// The BOX lab's worker: learns as soon as it starts, answers between two epochs and ever after.

/** Reading both ways scores every word of the vocabulary in every box, so it is judged on fewer sentences. */
const bothWaysSentences = 100;

const waiting: LanguageRequest[] = [];
let wake: (() => void) | undefined;

addEventListener('message', ({ data }: MessageEvent<LanguageRequest>) => {
  waiting.push(data);
  wake?.();
});

function tell(reply: LanguageReply): void {
  postMessage(reply);
}

async function run(): Promise<void> {
  const kernels = await loadBrowserKernels();
  const lab = createLanguageLab(gatherCrew(kernels), 1);
  await learn(lab);
  const scores = new Map<Reading, Promise<{ heldOut: HeldOutBoxes; scores: BoxScores[] }>>();
  for (;;) {
    const request = waiting.shift();
    if (!request) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (request.kind === 'ask') {
      // Only the last of several asks is still wanted.
      if (!waiting.some(({ kind }) => kind === 'ask')) answer(lab, request);
    } else {
      const { ask, box, reading } = request;
      if (!scores.has(reading)) scores.set(reading, scoreInPieces(lab, reading));
      const judgement = judgeLike(lab, box, await scores.get(reading)!);
      tell({ kind: 'judgement', ask, reading, judgement });
    }
  }
}

async function learn(lab: LanguageLab): Promise<void> {
  const began = performance.now();
  const sizes = { ...lab.sentences, words: lab.vocabulary.words.length };
  for (let epoch = 0; epoch < labEpochs; epoch++) {
    tell({ kind: 'learning', epoch, epochs: labEpochs, sizes });
    for (const network of lab.networks) lab.learnEpoch(network, epoch);
    await pause();
    answerWaiting(lab);
  }
  for (const network of lab.networks) lab.keepBest(network);
  tell({ kind: 'learned', seconds: (performance.now() - began) / 1000 });
}

/** Answers what was asked meanwhile, with what has been learned so far. */
function answerWaiting(lab: LanguageLab): void {
  const asks = waiting.filter((request) => request.kind === 'ask');
  const last = asks.at(-1);
  if (last) answer(lab, last);
}

function answer(lab: LanguageLab, { ask, box }: Extract<LanguageRequest, { kind: 'ask' }>): void {
  const { vocabulary } = lab;
  const words = [...box.left, ...box.right, ...(box.hidden === null ? [] : [box.hidden])];
  tell({
    kind: 'answer',
    ask,
    readings: { leftToRight: askLab(lab, box, 'leftToRight'), bothWays: askLab(lab, box, 'bothWays') },
    unknown: [...new Set(words)].filter((word) => vocabulary.numberOf(word) === vocabulary.unknown),
    trace: traceBox(lab, box),
  });
}

async function scoreInPieces(lab: LanguageLab, reading: Reading) {
  const few = { boxes: lab.heldOut.boxes.filter(({ sentence }) => sentence < bothWaysSentences) };
  const heldOut = reading === 'bothWays' ? few : lab.heldOut;
  const pieces = scoreLab(lab, heldOut, reading);
  for (;;) {
    const piece = pieces.next();
    if (piece.done) return { heldOut, scores: piece.value };
    tell({ kind: 'scoring', share: piece.value });
    await pause();
    answerWaiting(lab);
  }
}

run().catch((problem: unknown) => {
  tell({ kind: 'failed', message: problem instanceof Error ? problem.message : String(problem) });
});
