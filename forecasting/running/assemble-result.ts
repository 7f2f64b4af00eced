import { isNetwork, kindsBySimplicity, type NetworkKind } from '../forecaster-kind.ts';
import type {
  ForecasterScore,
  LeakCheck,
  MemberRecord,
  RunResult,
  SeriesResult,
  Verdict,
} from '../run-result.ts';
import { valueBoundsOf } from '../value-bounds.ts';
import { makeBands } from './band-maker.ts';
import type { Blend } from './blend-record.ts';
import { chooseYardstick } from './choose-yardstick.ts';
import type { FailedForecaster, ForecasterRecord } from './forecaster-record.ts';
import { judgeRun, type RunJudgement, recommendForSeries, sentenceFor } from './judge-run.ts';
import {
  averageScores,
  type CalibratedRecord,
  failedLine,
  leaderboardLine,
  scoreRecord,
  seedSpreadOf,
} from './leaderboard.ts';
import { measureOriginScales, type OriginScales } from './origin-scales.ts';
import { echoRemarks, evidenceRemarks, findEchoes, seedRemarks } from './remarks.ts';
import type { RunContext } from './run-context.ts';
import { judgedSeries, verdictError } from './run-losses.ts';
import { breathe } from './run-surroundings.ts';
import { tellSeries } from './series-result.ts';
import type { SeriesScores } from './series-scores.ts';

/** What the stages of a run leave behind. */
export interface RunFindings {
  /** Simplest first. */
  readonly records: readonly ForecasterRecord[];
  readonly failures: readonly FailedForecaster[];
  readonly blend: Pick<Blend, 'shares' | 'judgedShares'> | undefined;
  readonly members: readonly MemberRecord[];
  readonly refitted: readonly NetworkKind[];
  readonly warnings: readonly string[];
}

/** What is worked out once and used for every series. */
interface Assembly {
  readonly context: RunContext;
  readonly findings: RunFindings;
  readonly calibrated: readonly CalibratedRecord[];
  readonly judged: readonly number[];
  readonly overall: RunJudgement;
}

/**
 * Judges a finished run and writes its result.
 *
 * @example
 * (await assembleResult(context, findings)).verdict.sentence; // 'GRU beats …'
 */
export async function assembleResult(context: RunContext, findings: RunFindings): Promise<RunResult> {
  const { config, plan, panel, surroundings } = context;
  const judged = judgedSeries(context);
  const overall = judgeRun(context, findings.records, judged);
  const scales = measureOriginScales(panel, config.horizon);
  const calibrated: CalibratedRecord[] = [];
  for (const record of findings.records) {
    calibrated.push(calibrate(context, record, scales));
    await breathe(surroundings);
  }
  const assembly: Assembly = { context, findings, calibrated, judged, overall };
  const series: SeriesResult[] = [];
  for (let index = 0; index < panel.length; index++) {
    series.push(assembleSeries(assembly, index));
    if (index % 8 === 7) await breathe(surroundings);
  }
  const alone = panel.length === 1;
  const verdict = alone ? series[0]!.verdict : overallVerdict(assembly);
  const echoes = alone ? findEchoes(context, findings.records, 0) : [];
  return {
    version: 1,
    horizon: config.horizon,
    lookback: plan.lookback,
    folds: plan.plan.folds,
    stride: plan.plan.stride,
    seed: config.seed,
    seeds: config.seeds,
    engine: surroundings.engine,
    leaderboard: alone ? series[0]!.leaderboard : overallLeaderboard(assembly),
    verdict,
    recommended: alone ? series[0]!.recommended : overall.recommended,
    series,
    warnings: [...plan.warnings, ...findings.warnings, ...refusedBands(assembly)],
    leakCheck: leakCheckOf(findings.records, plan.plan.folds),
    ...(alone ? { echoes: echoes.map(({ kind, reading }) => ({ kind, weight: reading.weight })) } : {}),
    refitted: findings.refitted,
    ...(findings.blend ? { blend: findings.blend.shares, judgedBlend: findings.blend.judgedShares } : {}),
    members: findings.members,
    missing: config.missing ?? 'mask',
    bounds: valueBoundsOf(config),
    totalSeconds: (surroundings.now() - context.startedAtMs) / 1000,
  };
}

function calibrate(context: RunContext, record: ForecasterRecord, scales: OriginScales): CalibratedRecord {
  const yardstick = chooseYardstick(context, record, scales);
  const request = { kind: yardstick, scales };
  return {
    record,
    yardstick,
    judged: makeBands(context, record, { ...request, parts: ['selection'] }),
    issued: makeBands(context, record, { ...request, parts: ['selection', 'verdict'] }),
    seedSpread: seedSpreadOf(context, record),
  };
}

function assembleSeries(assembly: Assembly, index: number): SeriesResult {
  const { context, findings, calibrated, overall } = assembly;
  const told = tellSeries(context, calibrated, index);
  const kinds = findings.records.map((record) => record.kind);
  const unjudged = context.panel[index]!.split.verdictOrigins.length === 0;
  if (unjudged) return { ...told, ...unjudgedSeries(assembly, index) };
  const own = context.panel.length === 1 ? overall : judgeRun(context, findings.records, [index]);
  const recommended = context.panel.length === 1 ? own.recommended : recommendForSeries(own, overall, kinds);
  const remarks = context.panel.length === 1 ? overallRemarks(assembly) : evidenceRemarks(context, own);
  const lines = calibrated.map((item) =>
    leaderboardLine(seriesOwn(item, context), scoreRecord(context, item, index), { ...own, kinds }),
  );
  return {
    ...told,
    recommended,
    verdict: tellVerdict(context, own, { series: [index], recommended, remarks }),
    leaderboard: sorted([...lines, ...findings.failures.map(failedLine)]),
  };
}

/** The spread over seeds is measured over all series; it is no figure of one of several. */
function seriesOwn(item: CalibratedRecord, context: RunContext): CalibratedRecord {
  return context.panel.length === 1 ? item : { ...item, seedSpread: null };
}

function unjudgedSeries(
  { context, findings }: Assembly,
  index: number,
): Pick<SeriesResult, 'recommended' | 'verdict' | 'leaderboard'> {
  const seasonal = context.panel[index]!.seasonLength > 1;
  const recommended = seasonal ? 'seasonal-naive' : 'naive';
  return {
    recommended,
    leaderboard: findings.failures.map(failedLine),
    verdict: {
      outcome: null,
      best: null,
      against: recommended,
      skill: null,
      interval: null,
      origins: 0,
      sentence: 'Too short to be judged: not one origin has a whole horizon after it.',
      remarks: [],
    },
  };
}

function tellVerdict(
  context: RunContext,
  judged: RunJudgement,
  about: {
    readonly series: readonly number[];
    readonly recommended: SeriesResult['recommended'];
    readonly remarks: readonly string[];
  },
): Verdict {
  const { estimates: _, ...figures } = judged.judgement;
  return { ...figures, sentence: sentenceFor(context, judged, about), remarks: about.remarks };
}

function overallVerdict(assembly: Assembly): Verdict {
  const { context, overall, judged } = assembly;
  const remarks = overallRemarks(assembly);
  return tellVerdict(context, overall, { series: judged, recommended: overall.recommended, remarks });
}

function overallRemarks({ context, findings, calibrated, overall }: Assembly): string[] {
  const networks = calibrated.flatMap(({ record, seedSpread }) => {
    const error = verdictError(context, record.verdict);
    return isNetwork(record.kind) && error !== null ? [{ kind: record.kind, error, spread: seedSpread }] : [];
  });
  const echoes = context.panel.length === 1 ? findEchoes(context, findings.records, 0) : [];
  const leak = leakCheckOf(findings.records, context.plan.plan.folds);
  return [
    ...evidenceRemarks(context, overall),
    ...echoRemarks(echoes),
    ...seedRemarks(networks),
    ...(leak.passed ? [] : [`Leak found: ${leak.failed.join(', ')} changed when the future was replaced.`]),
  ];
}

function overallLeaderboard({ context, findings, calibrated, judged, overall }: Assembly): ForecasterScore[] {
  const kinds = findings.records.map((record) => record.kind);
  const lines = calibrated.map((item) => {
    const scores: SeriesScores[] = judged.map((index) => scoreRecord(context, item, index));
    const { scores: average, coverage } = averageScores(scores, context.config.levels);
    const withoutUnits = { ...average, mae: null, rmse: null };
    return leaderboardLine(item, { scores: withoutUnits, coverage }, { ...overall, kinds });
  });
  return sorted([...lines, ...findings.failures.map(failedLine)]);
}

function sorted(lines: readonly ForecasterScore[]): ForecasterScore[] {
  return kindsBySimplicity.flatMap((kind) => lines.filter((line) => line.kind === kind));
}

function leakCheckOf(records: readonly ForecasterRecord[], origins: number): LeakCheck {
  const failed = records.filter((record) => record.leak.differing > 0).map((record) => record.kind);
  const compared = records.reduce((sum, record) => sum + record.leak.origins, 0);
  return { passed: failed.length === 0, compared, origins, failed };
}

function refusedBands({ context, calibrated }: Assembly): string[] {
  const { levels } = context.config;
  const fewest = Math.min(
    ...calibrated.flatMap(({ issued }) =>
      issued.calibrated.flatMap(({ calibration }) => calibration.byStep.map((scores) => scores.length)),
    ),
  );
  const refused = levels.filter((level) => Math.ceil(((fewest + 1) * level) / 100) > fewest);
  if (refused.length === 0) return [];
  const bands = refused.map((level) => `${level} %`).join(' and ');
  return [`No ${bands} band: ${fewest} scores from the backtest are too few to promise it.`];
}
