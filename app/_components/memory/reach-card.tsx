'use client';

import { MetricLabel } from '#app/_components/metric-label.tsx';
import { VerdictFrame, VerdictHead } from '#app/_components/verdict-frame.tsx';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatSkillWithInterval } from '#app/_lib/format-number.ts';
import { memoryWords, needWords, skillOf } from '#app/_lib/memory-words.ts';
import type { NetworkMemory } from '#server/inspection/inspection.ts';
import { type MemoryPart, wordsFor } from './memory-part.ts';
import styles from './reach-card.module.css';
import { ReachRuler } from './reach-ruler.tsx';

const definition =
  'The lag at which 1 % of the gradient of the loss is left, by the hidden or the cell state, whichever lasts longer. Further back, a training can hardly learn what to remember.';
const needDefinition =
  'The longer of the season and the last lag whose partial autocorrelation is past its 99.9 % limit, over the last 1,000 rows.';

/** How far back the networks remember, beside how far the data need. It is no verdict, so it has no colour. */
export function ReachCard(part: MemoryPart) {
  const { memory, seriesResult } = part;
  const words = wordsFor(part);
  const leaderboard = seriesResult?.leaderboard ?? [];
  const { stamp, say, rest, skill } = memoryWords(memory, leaderboard, words);
  return (
    <VerdictFrame tone="tie" label="Reach against need">
      <VerdictHead stamp={stamp} say={say}>
        {rest} <MetricLabel label="Reach" definition={definition} /> is where 1 % of the gradient is left, it
        is not skill{skill === null ? '.' : ': '}
        {skill !== null && <b>{skill}</b>}
      </VerdictHead>
      <div className={styles.ruler}>
        <div className={styles.scale}>
          <MetricLabel label={needWords(memory, words)} definition={needDefinition} />
        </div>
        <div className={styles.rows}>
          <div className={styles.names} aria-hidden="true">
            {memory.networks.map(({ kind }) => (
              <b key={kind} style={{ color: forecasterStyles[kind].textColor }}>
                {forecasterName(kind)}
              </b>
            ))}
          </div>
          <ReachRuler memory={memory} words={words} sentence={rulerSentence(part)} />
          <div className={styles.figures}>
            {memory.networks.map((network) => (
              <span key={network.kind}>
                <b>{reachText(network, words)}</b>
                <span className={styles.aside}>{asideOf(network, part)}</span>
              </span>
            ))}
          </div>
        </div>
      </div>
    </VerdictFrame>
  );
}

type Words = (observations: number) => string;

function reachText({ after }: NetworkMemory, words: Words): string {
  return after.wholeWindow ? `≥ ${words(after.reach)}` : words(after.reach);
}

function asideOf({ kind, epochs }: NetworkMemory, part: MemoryPart): string {
  const words = wordsFor(part);
  const start = epochs.find(({ epoch }) => epoch === 0);
  const scores = skillOf(kind, part.seriesResult?.leaderboard ?? []);
  const parts = [
    ...(start ? [`was ${start.wholeWindow ? '≥ ' : ''}${words(start.reach)}`] : []),
    ...(scores ? [`skill ${formatSkillWithInterval(scores.skill, scores.skillInterval)}`] : []),
  ];
  return parts.join(' · ');
}

function rulerSentence(part: MemoryPart): string {
  const words = wordsFor(part);
  const lines = part.memory.networks.map((network) => {
    const start = network.epochs.find(({ epoch }) => epoch === 0);
    const was = start ? `, ${words(start.reach)} before training` : '';
    return `${forecasterName(network.kind)} reaches ${reachText(network, words)}${was}`;
  });
  return `Reach on a logarithmic scale: ${lines.join('; ')}; ${needWords(part.memory, words)}.`;
}
