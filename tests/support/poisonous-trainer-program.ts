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

// Listeners that are removed while a message is told are told it all the same: what the trainer does is called from here.
const honest = process.listeners('message');
process.removeAllListeners('message');
process.on('message', (message, handle) => {
  const job = message as { type: string; request?: { series: { name: string }[] } };
  const poison = job.type === 'run' ? poisons[job.request?.series[0]?.name ?? ''] : undefined;
  if (poison) return poison();
  for (const listener of honest) listener(message, handle);
});
