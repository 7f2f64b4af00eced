import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '#server/router.ts';

/** What workers on other machines call is no part of it: they come with Hindcast. */
type Inputs = Omit<inferRouterInputs<AppRouter>, 'workers'>;
/** The name of a procedure, `runs.create`. The reference below does not compile until it has them all. */
export type ProcedurePath = {
  [Noun in keyof Inputs & string]: `${Noun}.${keyof Inputs[Noun] & string}`;
}[keyof Inputs & string];

export type ProcedureKind = 'query' | 'mutation' | 'subscription';

export interface ProcedureReference {
  readonly kind: ProcedureKind;
  /** What it takes, as a person would write it. */
  readonly input: string;
  readonly text: string;
}

const query = (input: string, text: string): ProcedureReference => ({ kind: 'query', input, text });
const mutation = (input: string, text: string): ProcedureReference => ({ kind: 'mutation', input, text });

export const apiReference: Readonly<Record<ProcedurePath, ProcedureReference>> = {
  'series.list': query(
    '{ search?, sort?, limit?, cursor? }',
    'Series with their latest values and last verdict.',
  ),
  'series.get': query('{ id }', 'One series.'),
  'series.points': query(
    '{ id, from?, to?, maxPoints? }',
    'Observations of a range, thinned to a chart’s size.',
  ),
  'series.describe': query('{ id }', 'Gaps, season, autocorrelation, how forecastable it is.'),
  'series.columnsBeside': query('{ id }', 'Columns of the same file that a run can read beside it.'),
  'series.create': mutation(
    '{ name, frequency, unit?, observations?, idempotencyKey? }',
    'A series of its own, without a file.',
  ),
  'series.append': mutation(
    '{ id, observations, revise? }',
    'Newer rows, 10,000 at most. Rows that are there may come again; a changed past is refused, or kept as a vintage with `revise`.',
  ),
  'series.vintages': query('{ id }', 'Changes of its past, the newest first.'),
  'series.vintage': query(
    '{ id, vintageId }',
    'What stood there before a change, beside what stands there now.',
  ),
  'series.rewritten': query(
    '{ id, from, to }',
    'Values that were rewritten in a stretch: when, and what stood there before.',
  ),
  'series.rename': mutation('{ id, name, unit? }', 'Another name, another unit.'),
  'series.removalImpact': query('{ id }', 'What goes with it.'),
  'series.remove': mutation('{ id }', 'Deletes the series with its forecasts.'),
  'runs.preflight': query(
    '{ seriesIds, config }',
    'Windows, folds, warnings and about how long, before a run is made.',
  ),
  'runs.create': mutation(
    '{ seriesIds, config, name?, idempotencyKey? }',
    'Queues a run. `config` needs the horizon; all else has a default.',
  ),
  'runs.list': query('{ seriesId?, scheduleId?, state?, limit?, cursor? }', 'Runs, the newest first.'),
  'runs.get': query('{ id }', 'State, share, time left, verdict.'),
  'runs.stop': mutation('{ id }', 'Ends the training; the best so far is tested and forecasts.'),
  'runs.cancel': mutation('{ id }', 'Ends the run; nothing of it is kept.'),
  'runs.cancelWaiting': mutation('', 'Takes every run that waits out of the queue; those at work go on.'),
  'runs.rename': mutation('{ id, name }', 'Another name.'),
  'runs.removalImpact': query('{ id }', 'What goes with it.'),
  'runs.remove': mutation('{ id }', 'Deletes the run with its model and forecasts.'),
  'runs.progress': {
    kind: 'subscription',
    input: '{ runIds?, lastEventId? }',
    text: 'Every event of the runs from their first, then live; goes on where it was after a lost connection.',
  },
  'runs.result': query('{ id }', 'Verdict, leaderboard, leak check, engine.'),
  'runs.seriesResult': query(
    '{ id, seriesId }',
    'The same of one series, with every origin of the backtest.',
  ),
  'runs.forecast': query(
    '{ id, seriesId }',
    'The issued forecast with its bands, the history before it, what came since.',
  ),
  'runs.memory': query(
    '{ id, seriesId, member? }',
    'How far back the networks of a run remember, by lag, beside how far the series asks them to.',
  ),
  'runs.window': query(
    '{ id, seriesId, kind, member?, origin? }',
    'What a network holds at each step of one window: gates, states, output.',
  ),
  'runs.occlusion': query(
    '{ id, seriesId }',
    'What moved each forecast: how it changes when a stretch of the past is hidden.',
  ),
  'runs.memoryPreview': query(
    '{ seriesId, config }',
    'The gradient by lag before any training, as usual and with `config.memory`.',
  ),
  'runs.reforecast': mutation(
    '{ id, idempotencyKey? }',
    'Asks the trained networks about newer rows, without training.',
  ),
  'forecasts.list': query('{ seriesId, limit? }', 'Every forecast ever issued, scored by what came.'),
  'forecasts.get': query('{ id }', 'One of them whole: every forecaster, its bands, hashes and seed.'),
  'forecasts.record': query(
    '{ seriesId, since? }',
    'Live skill and live coverage beside what the backtest promised.',
  ),
  'schedules.list': query('{ seriesId? }', 'Schedules with their next time.'),
  'schedules.create': mutation(
    '{ seriesIds, config, cron?, zone, everyRows?, underNaiveRows?, tieDays?, forecastCron?, forecastEveryRows?, source?, name? }',
    'Trains a challenger by five cron fields in a zone, after so many new rows, or when the naive was better over so many values. The champion forecasts in between; `source` is where rows are read from.',
  ),
  'schedules.update': mutation(
    '{ id, … }',
    'Changes what is given, leaves the rest. `enabled: false` pauses.',
  ),
  'schedules.removalImpact': query('{ id }', 'What goes with it.'),
  'schedules.remove': mutation('{ id }', 'Deletes the schedule; its runs stay.'),
  'schedules.history': query('{ id, limit? }', 'What it did and why, and what the referee decided.'),
  'schedules.runNow': mutation('{ id }', 'Fires at once; its own times stay.'),
  'schedules.readSource': mutation('{ id }', 'Reads its source now; new rows are forecast from.'),
  'schedules.rollBack': mutation('{ id }', 'Puts the champion before this one back into office.'),
  'alerts.list': query('{ seriesId? }', 'Alerts, and how often each has fired.'),
  'alerts.create': mutation(
    '{ seriesId, rule, webhook? }',
    'Watches a forecast for a threshold, what comes for its band, live skill, failing runs. A webhook is told by POST.',
  ),
  'alerts.update': mutation('{ id, rule?, enabled?, webhook? }', 'Changes what is given, leaves the rest.'),
  'alerts.remove': mutation('{ id }', 'Deletes the alert with its history.'),
  'alerts.preview': query('{ seriesId, rule }', 'How often a rule would have fired.'),
  'alerts.history': query('{ id, limit? }', 'When it fired, and every try to tell the webhook.'),
  'schedules.nextTimes': query('{ cron, zone }', 'The next five times.'),
  'uploads.list': query('{ limit?, cursor? }', 'Stored files.'),
  'uploads.preview': query(
    '{ uploadId, flags? }',
    'What a file would become, with the evidence for every guess.',
  ),
  'uploads.keep': mutation('{ uploadId, flags, series?, rename?, unit? }', 'Makes series of it.'),
  'uploads.append': mutation(
    '{ uploadId, toUploadId | seriesId, revise? }',
    'Appends its newer rows to what is here; a changed past is refused, or kept as a vintage with `revise`.',
  ),
  'uploads.rename': mutation('{ id, name }', 'Another name.'),
  'uploads.removalImpact': query('{ id }', 'What goes with it.'),
  'uploads.remove': mutation('{ id }', 'Deletes the file with its series.'),
  'samples.list': query('', 'Real series to try things on, each with its source.'),
  'samples.values': query('{ key, most? }', 'The latest values of one, without adding it.'),
  'samples.add': mutation('{ key }', 'Adds one; twice gives the same series.'),
  'system.status': query('', 'Workers, runs under way, the engine.'),
  'system.health': query('', 'Whether it is ready; needs no key.'),
};

/** Plain routes beside the procedures. */
export const plainRoutes: readonly (readonly [method: string, path: string, text: string])[] = [
  ['POST', '/api/uploads', 'A file as raw bytes, its name in x-file-name. Answers { uploadId }.'],
  ['GET', '/api/exports/runs/{id}/forecast.csv', 'The recommended forecast; ?all=1 every forecaster’s.'],
  ['GET', '/api/exports/runs/{id}/backtest.csv', 'Every scored row; ?seriesId= of one series.'],
  ['GET', '/api/exports/runs/{id}/model', 'The trained networks as one checksummed file.'],
  ['GET', '/api/health', '200 once ready.'],
];
