import { IconHistory } from '@tabler/icons-react';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { formatCount, formatPercent, formatScore } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { formatMoment } from '#app/_lib/format-time.ts';
import { rewrittenSentence } from '#app/_lib/issued-words.ts';
import type { IssuedRow, SeriesRow } from '#server/api-types.ts';
import styles from './ledger-table.module.css';

interface LedgerTableProps {
  readonly series: SeriesRow;
  /** The newest first. */
  readonly issued: readonly IssuedRow[];
  readonly chosenId: number | undefined;
  readonly onChoose: (id: number) => void;
}

/** The ledger line by line: when, by whom, from which data and networks, and what it was worth. */
export function LedgerTable({ series, issued, chosenId, onChoose }: LedgerTableProps) {
  const level = issued.flatMap((row) => Object.keys(row.scored?.caught ?? {})).sort()[0];
  return (
    <Card title="Every forecast, as it was issued" note={series.unit ?? undefined} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Every forecast, as it was issued" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">As of</th>
              <th scope="col" className={styles.issued}>
                Issued
              </th>
              <th scope="col">Forecaster</th>
              <th scope="col">Run</th>
              <th
                scope="col"
                className={styles.number}
                title="Steps that have come, of those that were forecast."
              >
                Came
              </th>
              <th
                scope="col"
                className={styles.number}
                title="Mean absolute error over the steps that have come."
              >
                Missed by
              </th>
              <th
                scope="col"
                className={styles.number}
                title="Mean absolute error of the best naive of the backtest, issued at the same time, on the same steps."
              >
                Naive
              </th>
              {level && (
                <th
                  scope="col"
                  className={styles.number}
                  title={`Share of what came that the ${level} % band caught.`}
                >
                  {level} % caught
                </th>
              )}
              <th
                scope="col"
                title="SHA-256 of the observations it rests on, of the networks’ file, and the seed: what it takes to make the same forecast again."
              >
                Data, model, seed
              </th>
            </tr>
          </thead>
          <tbody>
            {issued.map((row) => (
              <Line
                key={row.id}
                row={row}
                series={series}
                level={level}
                isChosen={row.id === chosenId}
                onChoose={() => onChoose(row.id)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

/** Says of a forecast whose ground was rewritten that it was. */
function Rewritten({ row }: { readonly row: IssuedRow }) {
  const sentence = rewrittenSentence(row);
  if (sentence === '') return null;
  return (
    <span className={styles.rewritten} title={sentence}>
      <IconHistory size={13} stroke={2} aria-hidden />
      rewritten
    </span>
  );
}

interface LineProps {
  readonly row: IssuedRow;
  readonly series: SeriesRow;
  readonly level: string | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Line({ row, series, level, isChosen, onChoose }: LineProps) {
  const { scored } = row;
  const caught = level && scored ? (scored.caught[level] ?? null) : null;
  return (
    <tr className={isChosen ? styles.chosen : undefined}>
      <td>
        <button type="button" className="textLink" aria-pressed={isChosen} onClick={onChoose}>
          {formatStamp(row.originStamp, series)}
        </button>
      </td>
      <td className={`${styles.soft} ${styles.issued}`}>{formatMoment(row.issuedAt)}</td>
      <td>
        <ForecasterMark
          kind={row.recommended}
          frequency={series.frequency}
          seasonLength={series.seasonLength}
        />
      </td>
      <td>
        <Link className="textLink" href={`/runs/${row.runId}/forecast?series=${series.id}`}>
          {row.modelRunId === row.runId ? `Run ${row.runId}` : `Run ${row.runId}, by run ${row.modelRunId}`}
        </Link>
      </td>
      <td className={styles.number}>
        {formatCount(scored?.steps ?? 0)} of {formatCount(row.stamps.length)}
      </td>
      <td className={styles.number}>{formatScore(scored?.mae)}</td>
      <td className={styles.number}>{formatScore(scored?.naiveMae)}</td>
      {level && (
        <td className={styles.number}>
          {caught === null || !scored ? 'n/a' : formatPercent(caught / scored.steps)}
        </td>
      )}
      <td className={styles.hashes}>
        <abbr title={`Data ${row.dataHash}`}>{row.dataHash.slice(0, 8)}</abbr>{' '}
        {row.modelHash ? (
          <abbr title={`Model ${row.modelHash}`}>{row.modelHash.slice(0, 8)}</abbr>
        ) : (
          <span title="No network was trained.">no model</span>
        )}{' '}
        {row.seed}
        <Rewritten row={row} />
      </td>
    </tr>
  );
}
