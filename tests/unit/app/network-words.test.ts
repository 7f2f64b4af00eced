import { describe, expect, it } from 'vitest';
import { networksInWords } from '#app/_lib/network-words.ts';
import { resultChecks } from '#app/_lib/verdict-words.ts';
import type { ForecasterScore, MemberRecord, RunResult, Verdict } from '#forecasting/run-result.ts';

const network = (change: Partial<MemberRecord>): MemberRecord => ({
  ...{ kind: 'rnn', member: 0, seedNumber: 0, lookback: 24, normalisation: 'additive', trainedEpochs: 20 },
  ...{ steps: 160, bestEpoch: 12, sha256: '', used: true, refit: null },
  ...change,
});

describe('networksInWords()', () => {
  it('counts networks and seeds, also those that a budget paid for', () => {
    const members = [0, 1, 2].flatMap((seedNumber) => [network({ seedNumber }), network({ seedNumber })]);
    expect(networksInWords({ members })).toEqual({ count: '6 networks, 3 seeds', seeds: 3, text: 'RNN.' });
    expect(networksInWords({ members: [network({})] })?.count).toBe('1 network, 1 seed');
  });

  it('says in what they differ besides their seed', () => {
    const members = [
      network({}),
      network({ kind: 'lstm', normalisation: 'log' }),
      network({ kind: 'gru', lookback: 48 }),
      ...[0, 1].map((series) => network({ series })),
    ];
    expect(networksInWords({ members })?.text).toBe(
      'RNN, LSTM and GRU, on plain values and on logarithms, reading 24 and 48 values, for all series and for each of 2 by itself.',
    );
  });

  it('says how often they were trained again on the way through the selection and the verdict', () => {
    const fits = [1, 2, 3].map((epochs) => ({ epochs, sha256: '' }));
    expect(networksInWords({ members: [network({ verdictFits: fits })] })?.text).toBe(
      'RNN. They are judged as they are used: trained again on all earlier rows 3 times along the origins of the verdict.',
    );
    const members = [network({ selectionFits: fits.slice(0, 1), verdictFits: fits })];
    expect(networksInWords({ members })?.text).toMatch(
      /rows once along the selection origins and 3 times along the origins of the verdict\.$/,
    );
  });

  it('says how many have no say', () => {
    const left = (count: number) =>
      networksInWords({ members: [network({}), ...Array(count).fill(network({ used: false }))] })?.text;
    expect(left(1)).toMatch(/One of them did clearly worse .* has no say\.$/);
    expect(left(2)).toMatch(/2 of them did clearly worse .* have no say\.$/);
  });

  it('knows nothing of runs that did not write their networks down', () => {
    expect(networksInWords({ members: [] })).toBeUndefined();
    expect(networksInWords({})).toBeUndefined();
  });
});

describe('resultChecks()', () => {
  const verdict = { remarks: [], origins: 24 } as unknown as Verdict;
  const leaderboard = [{ kind: 'lstm', seedSpread: null }] as ForecasterScore[];
  const seedsOf = (members: readonly MemberRecord[]) => {
    const result = {
      seeds: 1,
      horizon: 1,
      stride: 1,
      echoes: [],
      leaderboard,
      members,
    } as unknown as RunResult;
    return resultChecks({ result, verdict, leaderboard }).find(({ kind }) => kind === 'seeds');
  };

  it('does not call several networks one seed', () => {
    const two = [network({}), network({ normalisation: 'log' })];
    expect(seedsOf(two)).toMatchObject({ tone: 'plain', title: '2 networks, 1 seed' });
  });

  it('claims no difference where too few networks are alike', () => {
    const text = seedsOf([network({}), network({ seedNumber: 1 })])?.text;
    expect(text).toMatch(/^Too few of those that answer differ in their seed alone/);
  });
});
