import type { TourWords } from './tour-words.ts';

const plural = (count: number, one: string) =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
const list = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const timeOf = (seconds: number) =>
  seconds < 1 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`;

/** The tour in English. */
export const tourWordsEn: TourWords = {
  learn: 'Learn',
  stepOf: (step) => `Step ${step} of 6`,
  lead: 'About 3 minutes. No mathematics needed; the formula is one press away.',
  pages: 'Pages of the tour',
  language: 'Language',
  formulas: 'The formula',
  measureIt: 'Measure it here',
  measureHere: 'Measure it here',
  measureAgain: 'Measure again',
  stop: 'Stop',
  working: 'Measuring in this browser',
  took: (seconds) => `Took ${timeOf(seconds)} in this browser.`,
  notMeasured: 'Nothing was measured yet.',
  failed: (problem) => `This could not be measured here: ${problem}.`,
  back: 'Back',
  next: (title) => `Next: ${title}`,
  box: 'Next: the BOX lab',
  boxText: 'The same cells read words, too. In the BOX lab they guess a word that you hide.',
  boxLink: 'Open the BOX lab',
  onSeries: (name, count) => `On your series ${name}, its last ${count} values.`,
  onSample: (name, count) =>
    `On a sample, ${name}, its last ${count} values. Add a series and the tour runs on it.`,
  loadingSeries: 'Fetching a series.',
  cells: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU', 'lstm-memory': 'LSTM, bias log T' },
  pastWindow: (steps) => `past ${steps}`,
  never: 'never',
  until: (lag, steps) => (lag === null ? `the end of the window, ${steps} steps back` : `step ${lag}`),
  lessons: {
    'hidden-state': {
      title: 'A memory of one number',
      paragraphs: [
        'A recurrent network reads a series one value at a time. Each step mixes two things: **the value it reads now** and **what it kept from before**. The mix is squeezed between −1 and 1 and becomes the new memory, called the **hidden state**.',
        'Here the memory is a single number, and you decide how much of it is kept. At 0 it only repeats the present; near 1 it still carries what came long before. Real networks keep tens of such numbers, and learn for each how much it holds on to.',
      ],
      formula: {
        lines: ['h ← tanh(x + u · h)'],
        letters: 'x is the value, h the hidden state, u the share that is kept.',
      },
      figure: {
        title: 'A series and the memory of it',
        note: 'the series in standard deviations; the memory lies between −1 and 1',
      },
      measures:
        'The network reads the series twice, once with a pulse of one standard deviation added at one step. The difference is all it remembers of the pulse.',
    },
    'one-set-of-weights': {
      title: 'One set of weights, every step',
      paragraphs: [
        'A network with its own weights for every step would need more of them for every further value, and would know nothing of a step it was never trained on. A recurrent network uses **the same weights at every step**, like a reader who goes through a book page by page with the same pair of eyes.',
        'So the number of weights does not grow with the window, and what was learned at one place is known at every other.',
      ],
      formula: {
        lines: ['h₁ = f(W x₁ + U h₀ + b)', 'h₂ = f(W x₂ + U h₁ + b)', '…'],
        letters: 'W, U and b are the weights. They carry no number of a step: there is one of each.',
      },
      figure: { title: 'The same cell, step after step', note: 'a simple RNN of 16 units' },
      measures:
        'An untrained cell reads the latest 24 values twice: at the beginning of a window, and 48 steps later in it. How far apart are the states?',
    },
    answers: {
      title: 'An answer at every step',
      paragraphs: [
        'The memory is not yet a forecast. At each step a small read-out turns the hidden state into **an answer**: here, what the next value will be.',
        'Each answer can be checked one step later, so a window of 24 values teaches 24 times. And each has a simple rival: **the next value will be the same as this one**. A network that cannot beat it has nothing to say about the series.',
      ],
      formula: {
        lines: ['ŷₜ₊₁ = xₜ + V hₜ + d'],
        letters: 'V and d are the read-out. It tells the change, so that an answer of 0 is the rival.',
      },
      figure: {
        title: 'Answers, one step before they come true',
        note: 'the last values of the series, none of them learned from',
      },
      measures:
        'Three cells of 16 units learn from the first four fifths of the series. The last fifth judges every answer, beside “same as now”.',
    },
    backwards: {
      title: 'Learning backwards through time',
      paragraphs: [
        'To learn, a network asks of each weight: **would the error shrink if this weight were a little larger?** One could try: nudge the weight, run all steps again, look. With a thousand weights that is two thousand runs for a single step of learning.',
        'Backpropagation through time gets all the answers in one sweep. The error walks back from the last step to the first, and at every step it notes how much each weight had to do with it. As the weights are shared, **the notes of all steps are added up**.',
      ],
      formula: {
        lines: ['∂L/∂U = Σₜ ∂L/∂hₜ · ∂hₜ/∂U', '∂L/∂hₜ₋₁ = ∂L/∂hₜ · ∂hₜ/∂hₜ₋₁'],
        letters: 'L is the error; ∂L/∂hₜ, the signal, travels back from the last step.',
      },
      figure: {
        title: 'The signal on its way back',
        note: 'a simple RNN of 32 units, untrained; 100 % at the last step',
      },
      measures:
        'The slope of the error by every weight, twice: by one sweep back, and by nudging each weight by 0.01 up and down.',
    },
    fading: {
      title: 'Why old news fades',
      paragraphs: [
        'On its way back the signal is multiplied at every step. A simple RNN multiplies it by about the same number each time; where that is below 1, it shrinks like a photocopy of a photocopy. What lies further back than the signal reaches, **the network cannot learn to use**.',
        'An LSTM adds a second line, the **cell state**, with a tap on it: the forget gate. While the tap is open the signal passes almost unchanged; closed, everything before it is gone. Where the tap stands at the start is a setting. Move it.',
      ],
      formula: {
        lines: ['|∂L/∂hₜ₋ₖ| ≈ |∂L/∂hₜ| · γᵏ', 'forget bias b = log T  →  gate T / (T + 1)'],
        letters: 'γ is what one step keeps. A gate of T / (T + 1) forgets within about T steps.',
      },
      figure: {
        title: 'How much of the signal is left',
        note: 'gradient by steps back, as a share of its size at the last step; log scale',
      },
      measures:
        'Untrained cells of 32 units on this series: 5 seeds, 12 windows each, weights as common libraries draw them.',
    },
    gates: {
      title: 'Gates: what LSTM and GRU add',
      paragraphs: [
        'An LSTM (1997) has three taps: the **forget gate** says how much of the cell state stays, the **input gate** how much is added, the **output gate** how much is shown. A GRU (2014) makes do with fewer: one tap both keeps and lets in, another decides what of the past a new thought may use.',
        'Hold the taps by hand and the cell state is a mere running mean, as below. What makes a gated cell more than that: **it sets its taps anew at every step**, from what it reads.',
      ],
      formula: {
        lines: ['LSTM: c ← f · c + i · g,   h = o · tanh(c)', 'GRU: h ← z · h + (1 − z) · g'],
        letters: 'f, i, o and z are gates between 0 and 1; g is the new thought between −1 and 1.',
      },
      figure: {
        title: 'A cell state with its taps held by hand',
        note: 'forget gate at the slider, input gate at the rest of it',
      },
      measures:
        'One of four signs, then 24 blanks; the cell has to name the sign. Each learns it from nothing with 400 updates, two seeds. No series is needed.',
    },
  },
  hiddenState: {
    keep: 'Share of the memory kept at each step',
    series: 'the series',
    memory: 'the memory, h',
    sentence: (keep) =>
      `A line of the series and a line of the hidden state that keeps ${keep} of itself at each step.`,
    half: 'half is left after',
    gone: 'less than 1 % after',
    rule: 'the rule without the squeeze says',
    steps: (count) => plural(count, 'step'),
    finding: ({ keep, gone, rule, window }) => {
      const measured = gone === null ? `more than ${window} steps` : plural(gone, 'step');
      if (rule === null) {
        return {
          agrees: false,
          title: 'Keeping all of it is not remembering it.',
          text: `With everything kept, the rule says that nothing is ever forgotten. Measured: a pulse is gone after ${measured}. The squeeze takes its share at every step.`,
        };
      }
      if (gone !== null && rule - gone <= 1) {
        return {
          agrees: true,
          title: 'The rule holds here.',
          text: `With ${keep} kept, it says ${plural(rule, 'step')}; measured are ${measured}.`,
        };
      }
      return {
        agrees: false,
        title: 'The rule is kinder than the cell.',
        text: `A memory that keeps ${keep} of itself should hold a trace for ${plural(rule, 'step')}. Measured: ${measured}. The squeeze takes its share at every step, the more the fuller the memory is.`,
      };
    },
  },
  sharing: {
    window: 'Steps in the window',
    steps: (count) => plural(count, 'step'),
    sentence: (steps, shared, own) =>
      `A chain of ${steps} equal cells that share ${shared} weights; with weights of its own for every step it would have ${own}.`,
    shared: 'shared',
    own: 'own weights for every step',
    weights: 'weights',
    samePast: 'nothing before',
    first: 'its past before: first value',
    last: 'after 24 values',
    finding: ({ first, last, exact }) => ({
      agrees: exact,
      title: exact ? 'The place does not matter. The past does.' : 'The states differ where they should not.',
      text: exact
        ? `With nothing before them the states are equal to the last bit at both places. After what really came before, they differ by up to ${first} at the first value, and by ${last} after 24. Shared weights make places alike, not histories.`
        : 'With nothing before them the states should be equal to the last bit.',
    }),
  },
  answers: {
    cursor: 'Value that is answered',
    actual: 'the series',
    naive: 'Same as now',
    wait: 'Press “Measure it here”: the cells have to learn before they can answer.',
    sentence: (count) =>
      `The last ${count} values of the series, and beside each what three cells answered one step before.`,
    reading: ({ step, actual, answers }) => `Value ${step}: it was ${actual}. One step before, ${answers}.`,
    error: (unit) => `mean absolute error${unit ? `, ${unit}` : ''}`,
    skill: 'skill',
    finding: ({ winners, losers, judged }) => {
      const over = `over ${judged.toLocaleString('en')} values`;
      if (winners.length > 0) {
        return {
          agrees: true,
          title: `${list(winners)} ${winners.length === 1 ? 'has' : 'have'} something to say here.`,
          text: `Measured ${over}, ${winners.length === 1 ? 'its interval lies' : 'their intervals lie'} above zero: better than “same as now”. One step ahead is the easiest case; a run with a real horizon says more.`,
        };
      }
      if (losers.length === 3) {
        return {
          agrees: false,
          title: 'No cell beats “same as now”. All three are worse.',
          text: `Textbook pictures of networks that follow a line closely often show no more than that rule. Measured ${over}.`,
        };
      }
      return {
        agrees: false,
        title: 'No cell beats “same as now”.',
        text: `The answers follow the line closely, and so does a copy of the last value. Textbook pictures leave that rival out. Measured ${over}: the intervals reach zero, which is a tie.`,
      };
    },
  },
  backwards: {
    lag: 'Steps back',
    sentence: (lag, share) =>
      `Bars that shrink from the last step backwards; ${lag} steps back ${share} of the signal is left.`,
    reading: (lag, share) => `${plural(lag, 'step')} back, ${share} of the signal is left.`,
    weights: 'weights',
    gap: 'largest gap',
    sweep: 'one sweep',
    trying: 'trying each',
    times: (factor) => `${factor} times`,
    finding: ({ gap, factor, weights, exact }) =>
      exact
        ? {
            agrees: true,
            title: 'The sweep is exact, and far cheaper.',
            text: `Both ways give the same slopes to within ${gap} of the largest; the rest is the rounding of small numbers. Trying ${weights} weights took ${factor} times as long, and the factor grows with every weight. Exact is not the same as useful, though: see the next page.`,
          }
        : {
            agrees: false,
            title: 'The two ways differ.',
            text: `They should give the same slopes; here they are up to ${gap} of the largest apart.`,
          },
  },
  fading: {
    memory: 'Memory T, in steps',
    defaults: 'T = 1',
    memoryIs: (steps, bias) => `T = ${steps}, forget bias log T = ${bias}`,
    rule: 'rule: T / (T + 1) each step',
    lag: 'steps back',
    sentence: ({ rnn, lstm, gru, memory }) =>
      `Lines that fall from 100 %. Less than 1 % is left for the RNN at ${rnn}, for the LSTM's cell state at ${lstm}, for the GRU at ${gru}, all at common defaults; for the LSTM with open gates at ${memory}.`,
    reading: ({ gate, lag, left, rule, steps }) =>
      `With T = ${steps} the forget gate starts at ${gate}, and ${lag} steps back ${left} of the cell state's signal is left. The rule says ${rule}.`,
    keeps: 'a step keeps',
    gone: '1 % left at',
    cellState: 'cell state',
    withMemory: (steps) => `T = ${steps}`,
    finding: ({ lstm, rnn, memory, fades }) =>
      fades
        ? {
            agrees: false,
            title: 'The textbook says more than we measure.',
            text: `“An LSTM solves the vanishing gradient” is not true of common defaults: its gates start half open, so its cell state fades much as the simple RNN does (1 % at ${lstm} against ${rnn} steps). It holds when the forget gate starts open: with a bias of log T the trace is there until ${memory}.`,
          }
        : {
            agrees: true,
            title: 'Here the LSTM reaches further even at its defaults.',
            text: `1 % is left at ${lstm} steps against ${rnn} for the simple RNN. With a forget bias of log T the trace is there until ${memory}.`,
          },
    start: 'And this is only the start: training moves the gates. The memory X-ray of a run shows how far.',
  },
  gates: {
    keep: 'Forget gate held at',
    state: 'the cell state, c',
    sentence: (keep) =>
      `A line of the series and a line of the cell state while the forget gate is held at ${keep}.`,
    reading: (keep, span) => `Held at ${keep}, the cell state is a running mean over about ${span}.`,
    curves: 'Learning to wait 24 steps',
    curvesNote: 'share of right answers by update; guessing has 25 %',
    weights: 'weights',
    right: 'right at the end',
    learnedAt: '9 in 10 right from',
    updates: (count) => `update ${count}`,
    finding: ({ lstm, opened, rnn, defaultFails }) =>
      defaultFails
        ? {
            agrees: false,
            title: 'Gates alone do not remember.',
            text: `The LSTM at common defaults ends at ${lstm}, where guessing has 25 %; the simple RNN, which is said to forget, at ${rnn}. The same LSTM with its forget gate open for 24 steps: ${opened}. It is not the gates that remember but where they start, and training from there.`,
          }
        : {
            agrees: true,
            title: 'Here the gates did it by themselves.',
            text: `The LSTM at common defaults ends at ${lstm}, with its forget gate open for 24 steps at ${opened}, the simple RNN at ${rnn}.`,
          },
  },
};
