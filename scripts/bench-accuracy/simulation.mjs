// Verdicts and bands on simulated series, whose truth is known.
import { bundleProgram } from './program.mjs';

/** How often a network is said to beat the naive where it cannot and where it can, and what the bands catch. */
export async function measureSimulation({ seed }) {
  const simulate = await bundleProgram('simulation');
  const told = simulate([seed]);
  const false5 = (law) => ({ what: `“beats” on 200 × ${law}, share`, value: told[law].beats, bar: 0.05 });
  return [
    false5('random walk'),
    false5('white noise'),
    {
      what: '“beats” on 100 learnable series, share',
      value: told.learnable.beats,
      bar: 0.8,
      atLeast: true,
    },
    ...Object.entries(told).flatMap(([law, { coverage }]) =>
      Object.entries(coverage).map(([level, off]) => ({
        what: `${law}: ${level} % band catches more or less by, share`,
        value: Math.abs(off),
        bar: 0.02,
        note: `${(Number(level) + 100 * off).toFixed(1)} % caught, the network furthest off`,
      })),
    ),
  ];
}
