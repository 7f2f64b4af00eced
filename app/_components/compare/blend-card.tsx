import { Tooltip } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import { type BlendLine, blendLines, networksInWords, shareDefinition } from '#app/_lib/blend-words.ts';
import { forecasterStyles, type NamingContext, technicalName } from '#app/_lib/forecaster-names.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import type { RunResult } from '#forecasting/run-result.ts';
import styles from './blend-card.module.css';

interface BlendCardProps {
  readonly result: Pick<RunResult, 'blend' | 'members'>;
  readonly naming: NamingContext;
}

/** Which forecasters the blend is made of, and how much each counts; nothing where a run has none. */
export function BlendCard({ result, naming }: BlendCardProps) {
  const lines = blendLines(result);
  if (!lines) return null;
  return (
    <Card
      title="What the blend is made of"
      note="a weighted mean, chosen before the test origins"
      actions={<MetricLabel label="Share" unit="%" definition={shareDefinition} />}
    >
      <ul className={styles.lines}>
        {lines.map((line) => (
          <Part key={line.kind} line={line} naming={naming} />
        ))}
      </ul>
    </Card>
  );
}

function Part({ line, naming }: { readonly line: BlendLine; readonly naming: NamingContext }) {
  const { kind, share, about } = line;
  const definition = about === '' ? technicalName(kind) : `${technicalName(kind)}: ${about}`;
  return (
    <li className={styles.line}>
      <span title={technicalName(kind)}>
        <ForecasterMark kind={kind} {...naming} />
      </span>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.bar}
          style={{ width: `${share * 100}%`, background: forecasterStyles[kind].color }}
        />
      </span>
      <b className={`${styles.share} num`}>{formatPercent(share)}</b>
      <Tooltip
        label={definition}
        multiline
        maw={360}
        events={{ hover: true, focus: true, touch: true }}
        withArrow
      >
        <button type="button" className={styles.networks} aria-description={definition}>
          {networksInWords(line)}
        </button>
      </Tooltip>
    </li>
  );
}
