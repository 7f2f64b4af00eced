// What a page asks of the API, as lines for the typed client. The client itself is made by the frame around them.

export function progressCode(runId: number): string {
  return `// Every event of the run from its first, then live.
hindcast.runs.progress.subscribe(
  { runIds: [${runId}] },
  { onData: ({ data }) => console.log(data.seq, data.payload) },
);`;
}

export function runsCode(): string {
  return `const { items } = await hindcast.runs.list.query({ limit: 50 });
for (const run of items) console.log(run.id, run.state, run.verdict?.sentence);`;
}

export function compareCode(runId: number, seriesId: number): string {
  return `const result = await hindcast.runs.seriesResult.query({ id: ${runId}, seriesId: ${seriesId} });
console.log(result?.verdict.sentence);
console.table(result?.leaderboard.map(({ kind, scores }) => ({ kind, ...scores })));`;
}

export function forecastCode(runId: number, seriesId: number): string {
  return `const view = await hindcast.runs.forecast.query({ id: ${runId}, seriesId: ${seriesId} });
const { recommended, stamps, forecasts } = view!.forecast;
stamps.forEach((stamp, step) => {
  console.log(new Date(stamp).toISOString(), forecasts[recommended]?.values[step]);
});`;
}

export function ledgerCode(seriesId: number): string {
  return `const issued = await hindcast.forecasts.list.query({ seriesId: ${seriesId}, limit: 50 });
for (const row of issued) console.log(row.originStamp, row.modelHash, row.scored?.mae);
const { skill, coverage, promised } = await hindcast.forecasts.record.query({ seriesId: ${seriesId} });`;
}

export function memoryCode(runId: number, seriesId: number): string {
  return `const { need, networks } = await hindcast.runs.memory.query({ id: ${runId}, seriesId: ${seriesId} });
for (const { kind, after } of networks) console.log(kind, after.reach, 'of', need.observations);
const { hidden, output } = await hindcast.runs.window.query({ id: ${runId}, seriesId: ${seriesId}, kind: networks[0]!.kind });`;
}

export function scheduleCode(scheduleId: number): string {
  return `const history = await hindcast.schedules.history.query({ id: ${scheduleId}, limit: 20 });
await hindcast.schedules.runNow.mutate({ id: ${scheduleId} });`;
}

export function schedulesCode(): string {
  return `const schedules = await hindcast.schedules.list.query();
const { times } = await hindcast.schedules.nextTimes.query({ cron: '0 6 * * *', zone: 'Europe/Berlin' });`;
}
