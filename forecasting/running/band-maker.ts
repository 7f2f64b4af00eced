import type { JudgedPart } from '../evaluation/backtest.ts';
import { bandsAround, type ConformalBand } from '../evaluation/intervals.ts';
import { sizesOf, type YardstickKind } from '../evaluation/yardstick.ts';
import type { ValueBounds } from '../value-bounds.ts';
import { type CalibrateOptions, calibrateRecord, type PanelCalibration } from './calibrate-record.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { OriginScales } from './origin-scales.ts';
import type { RunContext } from './run-context.ts';
import { type YardstickPlace, yardstickAt } from './yardstick-at.ts';

/** What makes the bands of one forecaster, at any origin of a run. */
export interface BandMaker {
  /** One a level. */
  readonly calibrated: readonly PanelCalibration[];
  /** One band a level, each containing those of lower levels. */
  bandsAt(place: YardstickPlace): ConformalBand[];
}

/** What decides the bands of a forecaster. */
export interface BandRequest extends Pick<CalibrateOptions, 'counts'> {
  readonly kind: YardstickKind;
  readonly scales: OriginScales;
  /** Whose residuals count. */
  readonly parts: readonly JudgedPart[];
}

/**
 * Calibrates every level of a forecaster's bands by one yardstick.
 *
 * @example
 * makeBands(context, record, { kind: 'local-scale', scales, parts: ['selection'] }).bandsAt({ part: 'verdict', series: 0, slot: 0 })[0].upper.length; // 12
 */
export function makeBands(
  { panel, config }: Pick<RunContext, 'panel' | 'config'>,
  record: ForecasterRecord,
  { kind, scales, parts, counts }: BandRequest,
): BandMaker {
  const { levels, horizon } = config;
  const yardstick = yardstickAt(kind, record, scales);
  const options = { yardstick, parts, horizon, ...(counts && { counts }) };
  // A yardstick that is the same for all levels gives the same scores for all.
  const shared =
    kind === 'local-scale' ? calibrateRecord(record, panel, { ...options, level: 0 }) : undefined;
  const calibrated = levels.map(
    (_, level) => shared ?? calibrateRecord(record, panel, { ...options, level }),
  );
  return {
    calibrated,
    bandsAt(place) {
      const forecast =
        place.part === 'issued'
          ? record.issued[place.series]!
          : record[place.part][place.series]![place.slot]!;
      const bounds: ValueBounds | undefined = panel[place.series]!.bounds;
      return bandsAround(forecast, {
        levels,
        calibrations: calibrated.map(({ calibration }) => calibration),
        scales: calibrated.map(({ difficulty }, level) =>
          enlarge(sizesOf(yardstick(place), { level, horizon }), difficulty[place.series]!),
        ),
        ...(bounds && { bounds }),
      });
    },
  };
}

function enlarge({ below, above }: ReturnType<typeof sizesOf>, factor: number) {
  return {
    below: Float64Array.from(below, (size) => size * factor),
    above: Float64Array.from(above, (size) => size * factor),
  };
}
