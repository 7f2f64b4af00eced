'use client';

import { useState } from 'react';
import type { ColumnDecimal, ColumnGuess, ReadingFlags } from '#forecasting/reading/reading.ts';
import type { PreviewSeries, ReadingPreview } from '#server/api-types.ts';

/** What a person has changed about the reader's guesses. */
export interface ImportChoices {
  readonly flags: ReadingFlags;
  setFlags(flags: ReadingFlags): void;
  /** Names in the file of the series that stay out. */
  readonly leftOut: ReadonlySet<string>;
  toggle(name: string, keep: boolean): void;
  keepAll(series: readonly PreviewSeries[], keep: boolean): void;
  readonly names: Readonly<Record<string, string>>;
  rename(name: string, to: string): void;
  readonly units: Readonly<Record<string, string>>;
  setUnit(name: string, unit: string): void;
}

export function useImportChoices(): ImportChoices {
  const [flags, setFlags] = useState<ReadingFlags>({});
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [units, setUnits] = useState<Readonly<Record<string, string>>>({});
  return {
    flags,
    setFlags,
    leftOut,
    toggle(name, keep) {
      const next = new Set(leftOut);
      if (keep) next.delete(name);
      else next.add(name);
      setLeftOut(next);
    },
    keepAll: (series, keep) => setLeftOut(new Set(keep ? [] : series.map(({ name }) => name))),
    names,
    rename: (name, to) => setNames({ ...names, [name]: to }),
    units,
    setUnit: (name, unit) => setUnits({ ...units, [name]: unit }),
  };
}

/** The series that will be kept. */
export function keptSeries(preview: ReadingPreview, { leftOut }: ImportChoices): PreviewSeries[] {
  return preview.series.filter((series) => !leftOut.has(series.name));
}

/** What is sent when a person says that it looks right. */
export function keepInput(preview: ReadingPreview, choices: ImportChoices) {
  const series = keptSeries(preview, choices).map(({ name }) => name);
  const isPart = series.length < preview.series.length;
  return {
    uploadId: preview.uploadId,
    flags: preview.recipe,
    ...(isPart ? { series } : {}),
    rename: filledIn(choices.names, series),
    unit: filledIn(choices.units, series),
  };
}

function filledIn(
  texts: Readonly<Record<string, string>>,
  series: readonly string[],
): Record<string, string> {
  const kept = new Set(series);
  const entries = Object.entries(texts).map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(entries.filter(([name, text]) => text !== '' && kept.has(name)));
}

/** The flags after a person gave a column another role. */
export function flagsWithRole(
  preview: ReadingPreview,
  flags: ReadingFlags,
  change: { readonly column: ColumnGuess; readonly role: ColumnGuess['role'] },
): ReadingFlags {
  const { column, role } = change;
  const targets = preview.columns
    .filter(({ name, role: now }) => (name === column.name ? role === 'value' : now === 'value'))
    .map(({ name }) => name);
  const { timeColumn, idColumn, ...others } = flags;
  const time = role === 'time' ? column.name : timeColumn === column.name ? undefined : timeColumn;
  const id = role === 'id' ? column.name : idColumn === column.name ? undefined : idColumn;
  return {
    ...others,
    targets,
    ...(time === undefined ? {} : { timeColumn: time }),
    ...(id === undefined ? {} : { idColumn: id }),
  };
}

/** The flags after a person gave a column a decimal mark of its own. */
export function flagsWithDecimal(flags: ReadingFlags, change: ColumnDecimal): ReadingFlags {
  const others = (flags.columnDecimals ?? []).filter(({ column }) => column !== change.column);
  return { ...flags, columnDecimals: [...others, change] };
}
