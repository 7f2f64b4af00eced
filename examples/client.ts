// Creates a series, appends to it, runs the forecasters, watches them learn and reads the forecast.
// Start Hindcast first; HINDCAST_URL and HINDCAST_ACCESS_KEY say where it is, if it is not where it usually is.
import { createHindcastClient, type HindcastClient } from 'hindcast/client';

const hindcast = createHindcastClient({
  url: process.env.HINDCAST_URL ?? 'http://127.0.0.1:3000',
  accessKey: process.env.HINDCAST_ACCESS_KEY,
});

// Two years of a daily figure with a weekly season, some growth and a little noise.
const days = Array.from({ length: 730 }, (_, day) => ({
  time: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
  value: 200 + 0.05 * day + 20 * Math.sin((2 * Math.PI * day) / 7) + 3 * Math.sin(day * day),
}));

const series = await hindcast.series.create.mutate({
  name: 'Visitors',
  unit: 'people',
  frequency: 'daily',
  observations: days.slice(0, 700),
});
const { rows } = await hindcast.series.append.mutate({ id: series.id, observations: days.slice(700) });
console.log(`Series ${series.id} holds ${rows} days.`);

const run = await hindcast.runs.create.mutate({
  seriesIds: [series.id],
  config: { horizon: 14, forecasters: ['gru'], folds: 8, units: 16, epochs: 10 },
});
await watch(hindcast, run.id);

const finished = await hindcast.runs.get.query({ id: run.id });
if (finished.state !== 'succeeded') throw new Error(`The run ${finished.state}: ${finished.errorMessage}`);
console.log(finished.verdict?.sentence);

const view = await hindcast.runs.forecast.query({ id: run.id, seriesId: series.id });
if (view === null) throw new Error('The run issued no forecast');
const { recommended, forecasts, stamps } = view.forecast;
console.log(`The next ${stamps.length} days, by ${recommended}:`);
stamps.forEach((stamp, step) => {
  console.log(new Date(stamp).toISOString().slice(0, 10), forecasts[recommended]?.values[step]?.toFixed(1));
});

/** Prints what a run tells until it ends. */
function watch(client: HindcastClient, runId: number): Promise<void> {
  return new Promise((resolve, reject) => {
    client.runs.progress.subscribe(
      { runIds: [runId] },
      {
        onData({ data: { payload } }) {
          if (payload.kind === 'state') console.log(`The run is ${payload.state}.`);
          if (payload.kind === 'epoch') {
            const { forecaster, epoch, epochs, validationError } = payload;
            console.log(`${forecaster}, epoch ${epoch} of ${epochs}: error ${validationError.toFixed(2)}`);
          }
        },
        onError: reject,
        onComplete: resolve,
      },
    );
  });
}
