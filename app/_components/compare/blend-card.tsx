import { Tooltip } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import {
  type BlendedResult,
  type BlendLine,
  blendLines,
  blendNote,
  networksInWords,
  shareDefinition,
} from '#app/_lib/blend-words.ts';
import { forecasterStyles, type NamingContext, technicalName } from '#app/_lib/forecaster-names.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import styles from './blend-card.module.css';

interface BlendCardProps {
  readonly result: BlendedResult;
  readonly naming: NamingContext;
}

/** Which forecasters the blend is made of, and how much each counts; nothing where a run has none. */
export function BlendCard({ result, naming }: BlendCardProps) {
  const lines = blendLines(result);
  if (!lines) return null;
  return (
    <Card
      title="What the blend is made of"
      note={blendNote(result)}
      actions={<MetricLabel label="Share" unit="%" definition={shareDefinition(result)} />}
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
  const { kind, share, judged, about } = line;
  const what = about === '' ? technicalName(kind) : `${technicalName(kind)}: ${about}`;
  const definition = judged === null ? what : `${what}. Judged with a share of ${formatPercent(judged)}.`;
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
