import { Card } from '#app/_components/card.tsx';
import { labNetworks, modelName, modelStyle, spokenWord } from '#app/_lib/box-words.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import type { NetworkTrace } from '#forecasting/language/box-trace.ts';
import type { LabPart } from './lab-part.ts';
import { ModelMark } from './model-mark.tsx';
import styles from './states-card.module.css';

/** The hidden state of each network after every word, and how much each of them could still move the guess. */
export function StatesCard({ box, lab }: LabPart) {
  const trace = lab.answer?.trace;
  const words = ['start', ...box.left];
  const fits = trace?.[0]?.before.length === words.length;
  return (
    <Card
      title="What each cell carries"
      note="hidden state after each word, 24 units; grey below zero. Bars: gradient that reaches back, the last state is 100 %"
    >
      {/* Long sentences scroll inside. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Hidden states, word by word">
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
                  <ModelMark model={network} />
                </th>
                {fits && <TraceCells network={network} trace={trace![i]!} />}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.foot}>
        Pale: what the states would be if {stoodWords(trace)} stood in the box. A guess from left to right
        uses only what stands before it: the gradient begins at the last word there.
      </p>
    </Card>
  );
}

function stoodWords(trace: readonly NetworkTrace[] | undefined): string {
  const words = [...new Set((trace ?? []).map(({ stood }) => `“${spokenWord(stood)}”`))];
  return words.length === 0 ? 'the first guess' : words.join(' or ');
}

interface TraceCellsProps {
  readonly network: (typeof labNetworks)[number];
  readonly trace: NetworkTrace;
}

function TraceCells({ network, trace }: TraceCellsProps) {
  const { color } = modelStyle(network);
  return (
    <>
      {trace.before.map((state, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places in a sentence
        <td key={i}>
          <StateBlock state={state} color={color} label={`${modelName(network)}, ${stateWords(state)}`} />
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
          <StateBlock
            state={state}
            color={color}
            label={`${modelName(network)}, not read before the guess`}
          />
        </td>
      ))}
    </>
  );
}

function stateWords(state: readonly number[]): string {
  const strong = state.filter((value) => Math.abs(value) > 0.5).length;
  return `${strong} of ${state.length} units above a half`;
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
