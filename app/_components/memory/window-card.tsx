'use client';

import { ActionIcon, SegmentedControl, Skeleton, Slider } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { loudestRow, stepSentence, windowTable } from '#app/_lib/window-words.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { WindowView } from '#server/inspection/inspection.ts';
import type { MemoryPart } from './memory-part.ts';
import { type StepPlayer, useStepPlayer } from './use-step-player.ts';
import styles from './window-card.module.css';
import { WindowPicture } from './window-picture.tsx';

/** One window of the series as a network reads it, step by step. */
export function WindowCard({ run, series, memory }: MemoryPart) {
  const trpc = useTRPC();
  const kinds = memory.networks.map(({ kind }) => kind);
  const [kind, setKind] = useState<NetworkKind>(kinds.includes('lstm') ? 'lstm' : kinds[0]!);
  const [origin, setOrigin] = useState<number | undefined>(undefined);
  const view = useQuery({
    ...trpc.runs.window.queryOptions(
      {
        id: run.id,
        seriesId: series.id,
        kind,
        member: memory.member,
        ...(origin === undefined ? {} : { origin }),
      },
      { staleTime: Infinity, retry: false },
    ),
    placeholderData: keepPreviousData,
  });
  if (view.isError) {
    return (
      <Card title="One window, step by step">
        <ErrorNote error={view.error} title="The window could not be read." onRetry={() => view.refetch()} />
      </Card>
    );
  }
  if (!view.data) return <Skeleton height={560} radius="lg" />;
  return (
    <WindowPlayer
      view={view.data}
      series={series}
      kinds={kinds}
      onKind={setKind}
      kind={kind}
      onOrigin={setOrigin}
    />
  );
}

interface WindowPlayerProps {
  readonly view: WindowView;
  readonly series: MemoryPart['series'];
  readonly kinds: readonly NetworkKind[];
  readonly kind: NetworkKind;
  readonly onKind: (kind: NetworkKind) => void;
  readonly onOrigin: (origin: number) => void;
}

function WindowPlayer({ view, series, kinds, kind, onKind, onOrigin }: WindowPlayerProps) {
  const player = useStepPlayer(view.steps);
  const row = loudestRow(view, player.step);
  const sentence = stepSentence(view, row, player.step);
  const text = sentence.map((part) => (typeof part === 'string' ? part : part.number)).join('');
  const lastSeen = (player.step + 1) * view.segment - 1;
  const when = formatStamp(view.stamps[lastSeen], series);
  return (
    <ChartFrame
      title="One window, step by step"
      fill
      note={
        <span className={styles.scale}>
          below zero <i style={{ '--cell': `var(--hc-${view.kind})` } as React.CSSProperties} /> above
        </span>
      }
      sentence={`Input, gates, states and output of the ${forecasterName(view.kind)} at each of ${view.steps} steps; step ${player.step + 1} is marked. ${text}`}
      readTable={() => windowTable(view, (stamp) => isoStamp(stamp, series))}
      actions={
        kinds.length > 1 && (
          <SegmentedControl
            aria-label="Network"
            value={kind}
            onChange={(value) => onKind(value as NetworkKind)}
            data={kinds.map((one) => ({ value: one, label: forecasterName(one) }))}
          />
        )
      }
      below={
        <>
          <Controls player={player} steps={view.steps} when={when} />
          <p className={styles.sentence} aria-live={player.isPlaying ? 'off' : 'polite'}>
            {sentence.map((part, i) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stand in their order
              typeof part === 'string' ? part : <b key={i}>{part.number}</b>,
            )}{' '}
            The same {view.weights.toLocaleString('en')} weights work at every step.
          </p>
          <WindowChoice view={view} series={series} onOrigin={onOrigin} />
        </>
      }
    >
      <WindowPicture view={view} series={series} step={player.step} row={row} />
    </ChartFrame>
  );
}

interface ControlsProps {
  readonly player: StepPlayer;
  readonly steps: number;
  readonly when: string;
}

function Controls({ player, steps, when }: ControlsProps) {
  const { step, isPlaying, go, toggle } = player;
  return (
    <div className={styles.controls}>
      <div className={styles.buttons}>
        <ActionIcon
          variant="subtle"
          size={32}
          aria-label="Step back"
          disabled={step === 0}
          onClick={() => go(step - 1)}
        >
          <IconPlayerSkipBack size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon variant="subtle" size={32} aria-label={isPlaying ? 'Pause' : 'Play'} onClick={toggle}>
          {isPlaying ? (
            <IconPlayerPause size={16} stroke={1.75} />
          ) : (
            <IconPlayerPlay size={16} stroke={1.75} />
          )}
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={32}
          aria-label="Step forward"
          disabled={step === steps - 1}
          onClick={() => go(step + 1)}
        >
          <IconPlayerSkipForward size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      <Slider
        className={styles.slider ?? ''}
        min={1}
        max={Math.max(2, steps)}
        step={1}
        disabled={steps < 2}
        value={step + 1}
        onChange={(value) => go(value - 1)}
        label={null}
        thumbLabel="Step"
        thumbValueText={`${step + 1} of ${steps}, ${when}`}
        size={4}
        thumbSize={16}
      />
    </div>
  );
}

interface WindowChoiceProps {
  readonly view: WindowView;
  readonly series: MemoryPart['series'];
  readonly onOrigin: (origin: number) => void;
}

/** Another window of the same series, half a window at a time. */
function WindowChoice({ view, series, onOrigin }: WindowChoiceProps) {
  const { origin, origins, steps, segment } = view;
  const stride = Math.max(1, Math.round((steps * segment) / 2));
  const move = (by: number) => onOrigin(Math.max(origins.first, Math.min(origins.last, origin + by)));
  return (
    <div>
      <div className={styles.choice}>
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label="Earlier window"
          disabled={origin <= origins.first}
          onClick={() => move(-stride)}
        >
          <IconChevronLeft size={16} stroke={1.75} />
        </ActionIcon>
        <span>
          Window from {formatStamp(view.stamps[0], series)} to {formatStamp(view.stamps.at(-1), series)}
        </span>
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label="Later window"
          disabled={origin >= origins.last}
          onClick={() => move(stride)}
        >
          <IconChevronRight size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      <p className="dim small">
        Only the last output is the forecast; the earlier ones are what it would have said had the window
        ended there.
      </p>
    </div>
  );
}
