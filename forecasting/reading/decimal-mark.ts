import type { NumberColumn } from './number-column.ts';
import type { ColumnDecimal, Evidence, ReadingFlags, ReadingIssue } from './reading.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import type { Delimiter } from './record-scanner.ts';
import type { Table, TableColumn } from './table.ts';

type Mark = '.' | ',';

/** The decimal mark of the file, and of columns that prove none. */
export interface DecimalMark {
  readonly mark: Mark;
  /** Columns that use the other mark. */
  readonly exceptions: readonly ColumnDecimal[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly ReadingIssue[];
}

type NumberTableColumn = TableColumn & { readonly cells: NumberColumn };

/** The mark that a column was said to use: its own, or that of the file. */
export function givenMark(name: string, { decimal, columnDecimals }: ReadingFlags): Mark | undefined {
  return columnDecimals?.find(({ column }) => column === name)?.mark ?? decimal;
}

/** Decides the decimal mark from what the cells of all columns prove; asks where nothing does. */
export function decideDecimalMark(
  table: Table,
  context: { readonly delimiter: Delimiter; readonly flags: ReadingFlags; readonly hasDottedDates: boolean },
): DecimalMark {
  const columns = table.columns.filter(
    (column): column is NumberTableColumn =>
      column.cells.kind === 'number' && (context.flags.targets?.includes(column.name) ?? true),
  );
  const { flags } = context;
  for (const column of columns) refuseContradiction(table, column, givenMark(column.name, flags));
  const told = (flags.columnDecimals ?? []).filter(({ column }) =>
    columns.some(({ name }) => name === column),
  );
  const given = flags.decimal;
  if (given) {
    const evidence = [said(`The decimal mark is “${given}”: you said so`), ...toldLines(told)];
    return { mark: given, exceptions: told.filter(({ mark }) => mark !== given), evidence, warnings: [] };
  }
  const open = columns.filter(({ name }) => !told.some(({ column }) => column === name));
  const proofs = { '.': 0, ',': 0 };
  for (const { cells } of open) {
    proofs['.'] += cells.proofs['.'].count;
    proofs[','] += cells.proofs[','].count;
  }
  if (proofs['.'] > 0 && proofs[','] > 0 && context.delimiter === ',') askForComposite(table, columns);
  if (proofs['.'] + proofs[','] > 0) {
    const mark: Mark = proofs[','] > proofs['.'] ? ',' : '.';
    const other: Mark = mark === '.' ? ',' : '.';
    if (proofs[other] > 0) askForColumns(open, told);
    const differing = open.filter(({ cells }) => cells.proofs[other].count > 0);
    return {
      mark,
      exceptions: [
        ...told.filter((one) => one.mark !== mark),
        ...differing.map(({ name }) => ({ column: name, mark: other })),
      ],
      evidence: [provenLine(mark, proofs[mark], proofs[other]), ...toldLines(told)],
      warnings: [],
    };
  }
  const found = unproven(open, context);
  const exceptions = told.filter(({ mark }) => mark !== found.mark);
  return { ...found, exceptions, evidence: [...found.evidence, ...toldLines(told)] };
}

/** Where columns use both marks, one whose numbers fit both says nothing by its neighbours. */
function askForColumns(columns: readonly NumberTableColumn[], told: readonly ColumnDecimal[]): void {
  const column = columns.find(
    ({ cells: { proofs, unclearCount } }) =>
      proofs['.'].count + proofs[','].count === 0 && unclearCount['.'] + unclearCount[','] > 0,
  );
  if (!column) return;
  const mark: Mark = column.cells.unclearCount[','] > 0 ? ',' : '.';
  askForMark(mark, column, (decimal) => ({
    columnDecimals: [...told, { column: column.name, mark: decimal }],
  }));
}

const toldLines = (told: readonly ColumnDecimal[]) =>
  told.map(({ column, mark }) => said(`The decimal mark of column “${column}” is “${mark}”: you said so`));

const said = (message: string): Evidence => ({ code: 'decimal-mark', message });

function provenLine(mark: Mark, proving: number, contradicting: number): Evidence {
  const cells = proving === 1 ? 'cell proves' : 'cells prove';
  const rest =
    contradicting === 0
      ? 'none contradicts'
      : `${contradicting} in other columns use the other mark, and are read so`;
  return {
    code: 'decimal-mark',
    message: `The decimal mark is “${mark}”: ${proving} ${cells} it, ${rest}`,
    rows: proving,
  };
}

function refuseContradiction(table: Table, column: NumberTableColumn, given: Mark | undefined): void {
  const { proofs } = column.cells;
  const [dot, comma] = [proofs['.'], proofs[',']];
  if (given !== undefined) {
    const other = given === '.' ? comma : dot;
    if (other.count === 0) return;
    refuse(
      'mixed-decimals',
      `Line ${table.lineOf(other.row)}, column “${column.name}” does not fit the decimal mark “${given}”: mend it or choose the other mark.`,
    );
  }
  if (dot.count === 0 || comma.count === 0) return;
  refuse(
    'mixed-decimals',
    `Column “${column.name}” uses a decimal point on line ${table.lineOf(dot.row)} and a decimal comma on line ${table.lineOf(comma.row)}: use one of them throughout.`,
  );
}

/** In a file that divides by commas and writes decimal points, a comma inside a cell divides two values. */
function askForComposite(table: Table, columns: readonly NumberTableColumn[]): never {
  const column = columns.find(({ cells }) => cells.proofs[','].count > 0)!;
  const line = table.lineOf(column.cells.proofs[','].row);
  const others = columns.filter((one) => one !== column).map((one) => one.name);
  ask({
    code: 'composite-column',
    message: `Column “${column.name}” has a comma inside its cells (first on line ${line}) while other columns use a decimal point: split it into two columns, or choose the columns to read.`,
    flag: '--target',
    choices: others.slice(0, 5).map((name) => choice(`read only “${name}”`, { targets: [name] })),
  });
}

/** No cell proves a mark: all marks have three digits behind them. */
function unproven(
  columns: readonly NumberTableColumn[],
  context: { readonly delimiter: Delimiter; readonly hasDottedDates: boolean },
): Omit<DecimalMark, 'exceptions'> {
  const unclear = columns.filter(({ cells }) => cells.unclearCount['.'] + cells.unclearCount[','] > 0);
  const first = unclear[0];
  if (!first) return { mark: '.', evidence: [], warnings: [] };
  const mark: Mark = first.cells.unclearCount[','] > 0 ? ',' : '.';
  const other: Mark = mark === '.' ? ',' : '.';
  const small = unclear.reduce((sum, { cells }) => sum + cells.smallWholes, 0);
  const large = unclear.reduce((sum, { cells }) => sum + cells.largeWholes, 0);
  const decided = (decimal: Mark, why: string) => ({
    mark: decimal,
    evidence: [said(`“${mark}” ${decimal === mark ? 'is the decimal mark' : 'groups thousands'}: ${why}`)],
    warnings: [],
  });
  if (large > 0) return decided(mark, `numbers above 999 stand without it (${large} cells)`);
  if (small > 2) {
    return decided(other, `numbers below 1000 have none (${small} cells), all others three digits behind it`);
  }
  if (context.hasDottedDates) askForMark(mark, first);
  if (context.delimiter !== ',') return mark === '.' ? assumePoint(first) : askForMark(mark, first);
  return mark === '.'
    ? decided('.', 'the comma divides the columns')
    : decided('.', 'as a decimal mark it would be the delimiter');
}

function assumePoint(column: NumberTableColumn): Omit<DecimalMark, 'exceptions'> {
  return {
    mark: '.',
    evidence: [said('“.” is taken as the decimal mark: nothing in the file speaks for grouped thousands')],
    warnings: [
      {
        code: 'assumed-decimal-point',
        message: `every number of column “${column.name}” has three digits after its point, so that the point might group thousands; it is read as the decimal mark`,
        column: column.index + 1,
      },
    ],
  };
}

function askForMark(
  mark: Mark,
  column: NumberTableColumn,
  answer: (decimal: Mark) => ReadingFlags = (decimal) => ({ decimal }),
): never {
  const example = mark === ',' ? '1,234' : '1.234';
  const isPoint = mark === '.';
  ask({
    code: 'ambiguous-decimal',
    message: `Column “${column.name}” has numbers such as ${example}, and nothing in the file shows whether the mark groups thousands or stands before decimals: say which.`,
    flag: 'decimal' in answer('.') ? '--decimal' : `--decimal-of "${column.name}=."`,
    choices: [
      choice(`${example} is one thousand two hundred and thirty-four`, answer(isPoint ? ',' : '.')),
      choice(`${example} is a little more than one`, answer(mark)),
    ],
  });
}
