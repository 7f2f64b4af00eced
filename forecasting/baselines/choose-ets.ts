import { backcastEts } from './ets-backcast.ts';
import { type EtsForm, etsForms } from './ets-form.ts';
import { type EtsModel, measureEts, searchEts } from './ets-search.ts';
import { guessEtsStart } from './ets-start.ts';

/** A season that is worse than the rest by this much, and by this share of the observations, needs no trend. */
const hopeless = { criterion: 100, share: 0.1 };
/** So many forms are searched for to the end, and so often. */
const finalists = 3;
const rounds = 3;
/** A round that gained less is the last. */
const worthwhile = 0.1;
/** Where R stops a search. */
const mostEvaluations = 2000;
/** Observations that all rounds of a form may visit. */
const mostVisits = 500_000;

/**
 * Chooses the form of exponential smoothing that explains a series best for its number of parameters, and estimates it.
 *
 * Definition: the smallest AICc over the forms of `etsForms`, by maximum likelihood, as R's `forecast::ets`. Each form is
 * first searched for by its weights, with first states from a decomposition and then from backcasting; the three best
 * go on over weights and states together.
 *
 * @param values At about the size of 1; NaN where missing.
 * @returns undefined where no form has enough observations.
 *
 * @example
 * chooseEts(series.values, 12)?.form; // { error: 'multiplicative', trend: 'damped', season: 'multiplicative' }
 */
export function chooseEts(values: Float64Array, seasonLength: number): EtsModel | undefined {
  const positive = values.every((value) => !(value <= 0));
  const forms = etsForms({ positive, seasonal: seasonLength > 1 });
  const isFirst = ({ trend, season }: EtsForm) => season === 'none' || trend === 'none';
  const models = forms.filter(isFirst).flatMap((form) => tryForm(form, values, seasonLength));
  const least = Math.min(...models.map(({ aicc }) => aicc));
  const margin = Math.max(hopeless.criterion, hopeless.share * values.length);
  const isHopeful = (form: EtsForm) =>
    models.some(({ form: { season }, aicc }) => season === form.season && aicc <= least + margin);
  const rest = forms.filter((form) => !isFirst(form) && isHopeful(form));
  models.push(...rest.flatMap((form) => tryForm(form, values, seasonLength)));
  const best = models.sort(bySmallest).slice(0, finalists);
  return best.map((model) => finish(model, values)).sort(bySmallest)[0];
}

/**
 * Estimates one form by maximum likelihood.
 *
 * @returns undefined where it has too few observations or breaks on the way.
 *
 * @example
 * estimateEts(form, series.values, 12)?.aicc; // 1391.3
 */
export function estimateEts(form: EtsForm, values: Float64Array, seasonLength: number): EtsModel | undefined {
  const [model] = tryForm(form, values, seasonLength);
  return model && finish(model, values);
}

function bySmallest(a: EtsModel, b: EtsModel): number {
  return a.aicc - b.aicc;
}

function tryForm(form: EtsForm, values: Float64Array, seasonLength: number): EtsModel[] {
  const start = guessEtsStart(form, values, seasonLength);
  if (start === undefined || !Number.isFinite(measureEts(form, start, values).aicc)) return [];
  const first = searchEts(form, start, { values, states: 0 });
  const again = searchEts(form, backcastEts(first, values), { values, states: 0 });
  return [again.aicc < first.aicc ? again : first].filter(({ aicc }) => Number.isFinite(aicc));
}

function finish(model: EtsModel, values: Float64Array): EtsModel {
  const evaluations = Math.ceil(mostVisits / values.length);
  let best = model;
  for (
    let left = Math.min(rounds * mostEvaluations, evaluations), round = 0;
    left > 0 && round < rounds;
    round++
  ) {
    const next = searchEts(best.form, best.start, { values, states: Math.min(left, mostEvaluations) });
    left -= mostEvaluations;
    const gain = best.aicc - next.aicc;
    if (gain > 0) best = next;
    if (!(gain > worthwhile)) break;
  }
  return best;
}
