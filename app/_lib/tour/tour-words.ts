/** The languages of the tour. */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** The pages of the tour, in their order; each is the last part of its address. */
export const lessons = [
  'hidden-state',
  'one-set-of-weights',
  'answers',
  'backwards',
  'fading',
  'gates',
] as const;
export type Lesson = (typeof lessons)[number];

/** What every page of the tour says. Parts between ** stand out. */
export interface LessonWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The formula, in the literature's letters, and what they mean. */
  readonly formula: { readonly lines: readonly string[]; readonly letters: string };
  readonly figure: { readonly title: string; readonly note: string };
  /** What the button measures. */
  readonly measures: string;
}

/** A remark on a measurement: whether it is what the books say. */
export interface Finding {
  readonly agrees: boolean;
  readonly title: string;
  readonly text: string;
}

/** A cell's name where LSTM stands with and without open gates. */
export type CellName = 'rnn' | 'lstm' | 'gru' | 'lstm-memory';

/** Everything that the tour says in one language. */
export interface TourWords {
  readonly learn: string;
  readonly stepOf: (step: number) => string;
  readonly lead: string;
  readonly pages: string;
  readonly language: string;
  readonly formulas: string;
  readonly measureIt: string;
  readonly measureHere: string;
  readonly measureAgain: string;
  readonly stop: string;
  readonly working: string;
  readonly took: (seconds: number) => string;
  readonly notMeasured: string;
  readonly failed: (problem: string) => string;
  readonly back: string;
  readonly next: (title: string) => string;
  readonly box: string;
  readonly boxText: string;
  readonly boxLink: string;
  readonly onSeries: (name: string, count: string) => string;
  readonly onSample: (name: string, count: string) => string;
  readonly loadingSeries: string;
  readonly cells: Readonly<Record<CellName, string>>;
  readonly pastWindow: (steps: number) => string;
  readonly never: string;
  /** Until where something lasts: a lag, or the whole window of so many steps. */
  readonly until: (lag: number | null, steps: number) => string;
  readonly lessons: Readonly<Record<Lesson, LessonWords>>;

  readonly hiddenState: {
    readonly keep: string;
    readonly series: string;
    readonly memory: string;
    readonly sentence: (keep: string) => string;
    readonly half: string;
    readonly gone: string;
    readonly rule: string;
    readonly steps: (count: number) => string;
    readonly finding: (found: {
      keep: string;
      gone: number | null;
      rule: number | null;
      window: number;
    }) => Finding;
  };
  readonly sharing: {
    readonly window: string;
    readonly steps: (count: number) => string;
    readonly sentence: (steps: number, shared: string, own: string) => string;
    readonly shared: string;
    readonly own: string;
    readonly weights: string;
    readonly samePast: string;
    readonly first: string;
    readonly last: string;
    readonly finding: (found: { first: string; last: string; exact: boolean }) => Finding;
  };
  readonly answers: {
    readonly cursor: string;
    readonly actual: string;
    readonly naive: string;
    readonly wait: string;
    readonly sentence: (count: number) => string;
    readonly reading: (found: { step: number; actual: string; answers: string }) => string;
    readonly error: (unit: string) => string;
    readonly skill: string;
    readonly finding: (found: {
      winners: readonly string[];
      losers: readonly string[];
      judged: number;
    }) => Finding;
  };
  readonly backwards: {
    readonly lag: string;
    readonly sentence: (lag: number, share: string) => string;
    readonly reading: (lag: number, share: string) => string;
    readonly weights: string;
    readonly gap: string;
    readonly sweep: string;
    readonly trying: string;
    readonly times: (factor: string) => string;
    readonly finding: (found: { gap: string; factor: string; weights: string; exact: boolean }) => Finding;
  };
  readonly fading: {
    readonly memory: string;
    readonly defaults: string;
    readonly memoryIs: (steps: string, bias: string) => string;
    readonly rule: string;
    readonly lag: string;
    readonly sentence: (found: { rnn: string; lstm: string; gru: string; memory: string }) => string;
    readonly reading: (found: {
      gate: string;
      lag: number;
      left: string;
      rule: string;
      steps: string;
    }) => string;
    readonly keeps: string;
    readonly gone: string;
    readonly cellState: string;
    readonly withMemory: (steps: string) => string;
    readonly finding: (found: { lstm: string; rnn: string; memory: string; fades: boolean }) => Finding;
    readonly start: string;
  };
  readonly gates: {
    readonly keep: string;
    readonly state: string;
    readonly sentence: (keep: string) => string;
    readonly reading: (keep: string, span: string) => string;
    readonly curves: string;
    readonly curvesNote: string;
    readonly weights: string;
    readonly right: string;
    readonly learnedAt: string;
    readonly updates: (count: number) => string;
    readonly finding: (found: {
      lstm: string;
      opened: string;
      rnn: string;
      defaultFails: boolean;
    }) => Finding;
  };
}
