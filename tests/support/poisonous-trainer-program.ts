import '#workers/trainer.ts';

// A trainer to which the name of a series may be poison: it then does what a bad job does to its process.

const poisons: Readonly<Record<string, () => void>> = {
  'poison: memory': () => {
    const held: Float64Array[] = [];
    setInterval(() => held.push(new Float64Array(2e6).fill(1)), 5);
  },
  'poison: loop': () => {
    for (;;);
  },
  'poison: abort': () => process.abort(),
};

process.prependListener('message', (message: unknown) => {
  const job = message as { type: string; request?: { series: { name: string }[] } };
  const poison = job.type === 'run' && poisons[job.request?.series[0]?.name ?? ''];
  if (!poison) return;
  process.removeAllListeners('message');
  poison();
});
