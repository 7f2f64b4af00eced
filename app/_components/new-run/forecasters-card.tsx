'use client';

import { Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { naiveKinds, networkKinds } from '#forecasting/forecaster-kind.ts';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';
import { AdvancedKnobs, summaryOfKnobs } from './advanced-knobs.tsx';
import { forecasterLines } from './forecaster-lines.ts';
import styles from './forecasters-card.module.css';
import type { ChangePlan, RunPlan } from './run-plan.ts';

interface ForecastersCardProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  readonly preflight: PreflightAnswer | undefined;
}

/** Of the field's baselines the form offers the strongest; the API takes them all. */
const offeredBaselines = ['theta', 'ets', 'nlinear', 'dlinear', 'ridge'] as const;
const optionalKinds = [...offeredBaselines, ...networkKinds];

/** Who forecasts: the naive ones always, the networks as chosen. All are scored on the same rows. */
export function ForecastersCard({ row, plan, onChange, preflight }: ForecastersCardProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const naming = { frequency: row.frequency, seasonLength: plan.seasonLength ?? row.seasonLength };
  return (
    <Card
      title="Forecasters"
      note="All are scored on the same rows"
      actions={
        <button
          type="button"
          className={`textLink ${styles.advanced}`}
          aria-expanded={opened}
          onClick={toggle}
        >
          Advanced: {summaryOfKnobs(plan, preflight)}
        </button>
      }
    >
      <ul className={styles.four}>
        {naiveKinds.map((kind) => (
          <li key={kind} className={styles.locked}>
            <span className={styles.lock}>
              <IconLock size={11} stroke={2} aria-hidden />
            </span>
            <div>
              <ForecasterMark kind={kind} {...naming} />
              <p className={styles.line}>{forecasterLines[kind]}</p>
            </div>
          </li>
        ))}
      </ul>
      <Checkbox.Group
        value={[...plan.forecasters]}
        onChange={(kinds) => onChange({ forecasters: optionalKinds.filter((kind) => kinds.includes(kind)) })}
        aria-label="Forecasters beside the naive ones"
      >
        <div className={styles.three}>
          {networkKinds.map((kind) => (
            <Checkbox.Card key={kind} value={kind} className={styles.choice ?? ''}>
              <Checkbox.Indicator size="xs" />
              <span>
                <ForecasterMark kind={kind} />
                <span className={styles.line}>{forecasterLines[kind]}</span>
              </span>
            </Checkbox.Card>
          ))}
        </div>
        <div className={styles.field}>
          <span>Optional:</span>
          {offeredBaselines.map((kind) => (
            <Checkbox
              key={kind}
              value={kind}
              label={`${forecasterName(kind)}: ${forecasterLines[kind].toLowerCase()}`}
            />
          ))}
        </div>
      </Checkbox.Group>
      <p className={styles.reason}>
        <IconLock size={12} stroke={1.9} aria-hidden /> The four naive forecasters always run: a network has
        to beat the best of them.
      </p>
      <AdvancedKnobs opened={opened} row={row} plan={plan} onChange={onChange} preflight={preflight} />
    </Card>
  );
}
