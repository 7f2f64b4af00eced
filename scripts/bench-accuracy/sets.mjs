// The data sets, and what is measured on each.

import { measureEtt } from './ett.mjs';
import { measureHoldout, measureStock } from './holdout.mjs';
import { measureBaselines, measurePanel } from './m4.mjs';
import { measureSimulation } from './simulation.mjs';

/** Single series: the last two horizons are held out one after the other. */
const holdouts = [
  { name: 'airpassengers', file: 'airpassengers/airline-passengers.csv', target: 'Passengers', horizon: 12 },
  { name: 'melbourne', file: 'melbourne/daily-min-temperatures.csv', target: 'Temp', horizon: 30 },
  { name: 'sunspots', file: 'sunspots/monthly-sunspots.csv', target: 'Sunspots', horizon: 24 },
  { name: 'beijing', file: 'weather_a/beijing_pm25_hourly_2010_2014.csv', target: 'pm2.5', horizon: 24 },
  {
    name: 'victoria',
    file: 'vic_electricity/vic_electricity_halfhourly_2012_2014.csv',
    target: 'Demand',
    horizon: 48,
  },
  { name: 'bikes', file: 'bike_sharing/bike_sharing_hourly_2011_2012.csv', target: 'users', horizon: 24 },
  {
    name: 'taxi',
    file: 'nyc_taxi/taxi_new_york_passengers_halfhourly.csv',
    target: '#Passengers',
    horizon: 48,
  },
];
const stocks = ['ORCL_1995_2014', 'YHOO_1996_2015', 'NVDA_1999_2014'].map((file) => ({
  name: file.slice(0, 4).toLowerCase(),
  file: `stocks_a/${file}.csv`,
  target: 'Close',
  horizon: 30,
}));

export const accuracySets = [
  { name: 'm4-baselines', seeded: false, measure: measureBaselines },
  { name: 'simulation', seeded: false, measure: measureSimulation },
  { name: 'm4-hourly', seeded: true, measure: measurePanel },
  { name: 'etth1', seeded: true, measure: measureEtt },
  ...holdouts.map((one) => ({
    name: one.name,
    seeded: true,
    measure: (context) => measureHoldout(one, context),
  })),
  ...stocks.map((one) => ({
    name: one.name,
    seeded: true,
    measure: (context) => measureStock(one, context),
  })),
];
