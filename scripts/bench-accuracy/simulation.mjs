// Verdicts and bands on simulated series, whose truth is known.
import { bundleProgram } from './program.mjs';

/** How often a network is said to beat the naive where it cannot and where it can, and what the bands catch. */
export async function measureSimulation({ seed }) {
  const simulate = await bundleProgram('simulation');
  const told = simulate([seed]);
  const falseBeats = (law, count) => ({
    what: `“beats” on ${count} × ${law}, share`,
    value: told[law].beats,
    bar: 0.05,
    note: `${(100 * told[law].advised).toFixed(1)} % advised something else than a naive forecast`,
  });
  return [
    falseBeats('random walk', 200),
    falseBeats('white noise', 200),
    falseBeats('short random walk', 100),
    falseBeats('short seasonal walk', 100),
    {
      what: '“beats” on 100 learnable series, share',
      value: told.learnable.beats,
      bar: 0.8,
      atLeast: true,
    },
    // Short series have no 200 independent windows.
    ...Object.entries(told)
      .filter(([law]) => !law.startsWith('short'))
      .flatMap(([law, { coverage }]) =>
        Object.entries(coverage).map(([level, off]) => ({
          what: `${law}: ${level} % band catches more or less by, share`,
          value: Math.abs(off),
          bar: 0.02,
          note: `${(Number(level) + 100 * off).toFixed(1)} % caught, the network furthest off`,
        })),
      ),
  ];
}
