import { Card } from '#app/_components/card.tsx';
import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import { labNetworks, modelStyle, spokenWord } from '#app/_lib/box/box-words.ts';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import type { NetworkTrace } from '#forecasting/language/box-trace.ts';
import type { LabPart } from './lab-part.ts';
import { ModelMark } from './model-mark.tsx';
import styles from './states-card.module.css';

/** The hidden state of each network after every word, and how much each of them could still move the guess. */
export function StatesCard({ said, box, lab }: LabPart) {
  const trace = lab.answer?.trace;
  const { states } = said;
  const words = [states.start, ...box.left];
  const fits = trace?.[0]?.before.length === words.length;
  return (
    <Card title={states.title} note={states.note}>
      {/* Long sentences scroll inside. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={states.label}>
        <table className={styles.strip}>
          <thead>
            <tr>
              <th />
              {words.map((word, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand in a sentence twice
                <th key={i} scope="col">
                  {i === 0 ? word : spokenWord(word)}
                </th>
              ))}
              <th scope="col" className={styles.box}>
                BOX
              </th>
              {box.right.map((word, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand in a sentence twice
                <th key={i} scope="col" className={styles.unread}>
                  {spokenWord(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labNetworks.map((network, i) => (
              <tr key={network}>
                <th scope="row">
                  <ModelMark model={network} said={said} />
                </th>
                {fits && <TraceCells network={network} trace={trace![i]!} states={states} />}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.foot}>{states.foot(stoodWords(trace))}</p>
    </Card>
  );
}

/** The words that the networks put into the box. */
function stoodWords(trace: readonly NetworkTrace[] | undefined): string[] {
  return [...new Set((trace ?? []).map(({ stood }) => spokenWord(stood)))];
}

interface TraceCellsProps {
  readonly network: (typeof labNetworks)[number];
  readonly trace: NetworkTrace;
  readonly states: BoxLabWords['states'];
}

function TraceCells({ network, trace, states }: TraceCellsProps) {
  const { color } = modelStyle(network);
  const name = forecasterName(network);
  return (
    <>
      {trace.before.map((state, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places in a sentence
        <td key={i}>
          <StateBlock
            state={state}
            color={color}
            label={`${name}, ${states.units(strongUnits(state), state.length)}`}
          />
          <span className={styles.gradient}>
            <span className={styles.track} aria-hidden="true">
              <span style={{ width: `${Math.min(100, trace.gradient[i]! * 100)}%`, background: color }} />
            </span>
            <span className="num">{formatPercent(trace.gradient[i]!)}</span>
          </span>
        </td>
      ))}
      {trace.behind.map((state, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places in a sentence
        <td key={i} className={`${styles.pale} ${i === 0 ? styles.box : ''}`}>
          <StateBlock state={state} color={color} label={`${name}, ${states.notRead}`} />
        </td>
      ))}
    </>
  );
}

function strongUnits(state: readonly number[]): number {
  return state.filter((value) => Math.abs(value) > 0.5).length;
}

const perRow = 8;
const side = 11;

interface StateBlockProps {
  readonly state: readonly number[];
  readonly color: string;
  readonly label: string;
}

/** Units in rows of eight; the fuller the colour, the further from zero. */
function StateBlock({ state, color, label }: StateBlockProps) {
  const width = perRow * side;
  const height = Math.ceil(state.length / perRow) * side;
  return (
    <svg
      className={styles.block}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <rect width={width} height={height} className={styles.plate} />
      {state.map((value, unit) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
          key={unit}
          x={(unit % perRow) * side}
          y={Math.floor(unit / perRow) * side}
          width={side - 0.7}
          height={side - 0.7}
          fill={value < 0 ? 'var(--hc-naive)' : color}
          fillOpacity={Math.min(1, Math.abs(value))}
        />
      ))}
    </svg>
  );
}
