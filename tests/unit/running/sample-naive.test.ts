import { expect, test } from 'vitest';
import { runConfigSchema } from '#forecasting/config.ts';
import type { PanelSeries } from '#forecasting/evaluation/panel.ts';
import { planRun } from '#forecasting/running/plan-run.ts';
import { prepareSeries } from '#forecasting/running/prepare-series.ts';
import { createRunContext } from '#forecasting/running/run-context.ts';
import { sampleNaive } from '#forecasting/running/sample-naive.ts';
import { validationOrigins } from '#forecasting/validation-origins.ts';

test('sampleNaive() is the naive that the chart names: a weekly wave is shown beside last week, not beside a flat line', async () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => Math.sin((2 * Math.PI * i) / 7));
  const stamps = values.map((_, i) => i * 86_400_000);
  const axis = { kind: 'time', stamps, frequency: 'daily', zone: undefined } as const;
  const config = runConfigSchema.parse({ horizon: 7 });
  const prepared = [prepareSeries({ name: 'wave', axis, values }, null)];
  const plan = planRun(config, [{ name: 'wave', length: 200, seasonLength: 7 }])!;
  const context = createRunContext({ config, plan, prepared }, {
    now: () => 0,
  } as Parameters<typeof createRunContext>[1]);

  const [series] = context.panel as [PanelSeries];
  const origin = validationOrigins(series.split.trainingLength, 7)[0]!;
  const shown = await sampleNaive(context);
  shown.forEach((value, step) => {
    expect(value).toBeCloseTo(values[origin + 1 + step]!, 12);
  });
});
