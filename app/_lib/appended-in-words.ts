import type { AppendOutcome } from '#server/api-types.ts';
import { countOf } from './format-number.ts';

/** What an append did, in a sentence. */
export function appendedInWords({ appended, equal, changed, inserted }: AppendOutcome): string {
  const rest = [
    equal > 0 ? `${countOf(equal, 'row')} ${were(equal)} there already` : '',
    changed > 0 ? `${countOf(changed, 'row')} of the past changed` : '',
    inserted > 0 ? `${countOf(inserted, 'row')} put into the past` : '',
  ].filter((part) => part !== '');
  return `${[`${countOf(appended, 'new row')} appended`, ...rest].join(', ')}.`;
}

const were = (count: number) => (count === 1 ? 'was' : 'were');
