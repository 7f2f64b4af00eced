'use client';

import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import type { ColumnGuess, RawLine, ReadingFlags, ReadingIssue } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import { ColumnRole, type DecimalChoice, type RoleChange } from './column-role.tsx';
import { DialectChip } from './dialect-chip.tsx';
import { flagsWithDecimal } from './import-choices.ts';
import styles from './raw-lines.module.css';
import { shownLines } from './shown-lines.ts';

interface RawLinesProps {
  readonly preview: ReadingPreview;
  readonly flags: ReadingFlags;
  readonly onFlags: (flags: ReadingFlags) => void;
  readonly onRole: (change: RoleChange) => void;
  readonly className?: string | undefined;
}

/** More columns than this make no line readable. */
const mostColumns = 40;

/** The first and last lines as they stand in the file, each column with the role it was given. */
export function RawLines({ preview, flags, onFlags, onRole, className }: RawLinesProps) {
  const columns = preview.columns.slice(0, mostColumns);
  const hidden = preview.columns.length - columns.length;
  const [isLong, setIsLong] = useState(false);
  const { lines, more } = shownLines(preview, isLong);
  return (
    <Card
      flush
      className={className}
      title="First and last lines"
      note={
        hidden > 0
          ? `As they stand in the file, without ${formatCount(hidden)} more columns`
          : 'As they stand in the file'
      }
      actions={<Dialect preview={preview} flags={flags} onFlags={onFlags} />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Lines of the file" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visuallyHidden">Line</span>
              </th>
              {columns.map((column) => (
                <th key={column.index} scope="col" className={alignmentOf(column)}>
                  <span className={styles.columnName}>{column.name}</span>
                  <ColumnRole
                    column={column}
                    detail={detailOf(column, preview)}
                    onRole={onRole}
                    decimal={decimalOf(column, { preview, flags, onFlags })}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line
                key={line.line}
                line={line}
                columns={columns}
                delimiter={preview.delimiter}
                issues={preview.warnings.filter((issue) => issue.line === line.line)}
              />
            ))}
          </tbody>
        </table>
      </section>
      {(more > 0 || isLong) && (
        <div className={styles.more}>
          <button type="button" className="textLink small" onClick={() => setIsLong(!isLong)}>
            {isLong ? 'Fewer lines' : `${countOf(more, 'more line')}`}
          </button>
        </div>
      )}
    </Card>
  );
}

interface LineProps {
  readonly line: RawLine;
  readonly columns: readonly ColumnGuess[];
  readonly delimiter: string;
  /** What is to be said about this line. */
  readonly issues: readonly ReadingIssue[];
}

function Line({ line, columns, delimiter, issues }: LineProps) {
  if (!line.isData) {
    return (
      <tr className={styles.notData}>
        <th scope="row">{line.line}</th>
        <td colSpan={Math.max(1, columns.length)}>
          <span className={styles.raw}>{line.cells.join(delimiter)}</span>
          <ToneBadge tone="plain">not data</ToneBadge>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{line.line}</th>
      {columns.map((column) => {
        const issue = issues.find((one) => one.column === column.index + 1);
        const kind = issue ? styles.doubtful : column.role === 'value' ? styles.target : '';
        return (
          <td key={column.index} className={`${alignmentOf(column)} ${kind}`} title={issue?.message}>
            {line.cells[column.index] ?? ''}
          </td>
        );
      })}
    </tr>
  );
}

/** What is worth a word beside a column's role: the order of its dates, or a decimal mark of its own. */
function detailOf(column: ColumnGuess, preview: ReadingPreview): string {
  if (column.role === 'time') return timeDetail(preview);
  const mark = markOf(column, preview);
  if (column.role !== 'value' || mark === preview.decimal) return '';
  return mark === ',' ? 'decimal comma' : 'decimal point';
}

function decimalOf(
  column: ColumnGuess,
  { preview, flags, onFlags }: Pick<RawLinesProps, 'preview' | 'flags' | 'onFlags'>,
): DecimalChoice | undefined {
  if (column.role !== 'value') return undefined;
  return {
    mark: markOf(column, preview),
    choose: (mark) => onFlags(flagsWithDecimal(flags, { column: column.name, mark })),
  };
}

function markOf({ name }: ColumnGuess, { decimal, recipe }: ReadingPreview): '.' | ',' {
  return recipe.columnDecimals?.find(({ column }) => column === name)?.mark ?? decimal;
}

/** How the times are read, where that is a choice: "day first". */
function timeDetail({ recipe }: ReadingPreview): string {
  if (recipe.yearFirst) return 'year first';
  if (recipe.dayFirst !== undefined) return recipe.dayFirst ? 'day first' : 'month first';
  return recipe.timeFormat ?? '';
}

function alignmentOf({ role }: ColumnGuess): string {
  return (role === 'value' ? styles.right : styles.left) ?? '';
}

const delimiterWords: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'blanks' };

function Dialect({ preview, flags, onFlags }: Pick<RawLinesProps, 'preview' | 'flags' | 'onFlags'>) {
  const { delimiter, encoding, decimal, layout, recipe } = preview;
  const order = recipe.dayFirst === undefined ? '' : timeDetail(preview);
  const chip = { flags, onFlags };
  return (
    <span className={styles.dialect}>
      {delimiter !== '' && (
        <DialectChip
          {...chip}
          name="delimiter"
          words={`${delimiterWords[delimiter] ?? delimiter} delimiter`}
        />
      )}
      <DialectChip {...chip} name="encoding" words={encoding} />
      <DialectChip {...chip} name="decimal" words={`decimal ${decimal === ',' ? 'comma' : 'point'}`} />
      {order !== '' && <DialectChip {...chip} name="dates" words={order} />}
      {layout === 'long' && <ToneBadge tone="plain">long file</ToneBadge>}
    </span>
  );
}
