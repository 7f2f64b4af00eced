import type { BoxLabWords } from './box-lab-words.ts';

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`);

/** The BOX lab in English. */
export const boxLabWordsEn: BoxLabWords = {
  learn: 'Learn',
  lab: 'BOX lab',
  language: 'Language',
  lead: ({ training, words, heldOut }) =>
    `BOX lab. Three networks learn in this browser from ${training} short sentences with ${words} different words; ${heldOut} other sentences judge them.`,
  waitingLead: 'BOX lab. A word is hidden; three networks that learn in this browser guess it.',
  direction: 'Reading direction',
  leftToRight: 'Left to right',
  bothWays: 'Both ways',
  field: 'A sentence with [BOX] in the place of one word',
  guess: 'Guess',
  pressAWord: 'Press a word above to hide it instead, or try',
  orTry: 'Or try',
  hideThis: 'Hide this word',
  needsBox: 'Type a sentence with [BOX] in the place of one word.',
  oneWordAlone: 'One word alone says nothing about another: type a sentence.',
  failed: 'The networks could not be computed here.',
  failedWhy: (problem) =>
    `${problem}. A browser with WebAssembly SIMD and threads is needed: Chrome 91, Firefox 89, Safari 16.4 or newer.`,
  starting: 'Starting the kernels in this browser.',
  learning: ({ reading, readings, sentences }) =>
    `Learning: reading ${reading} of ${readings} of the ${sentences} sentences. The guesses below are what the networks know so far.`,
  learningLabel: 'Learning',
  unknown: (words) => {
    const list = quoted(words).join(', ');
    const subject = words.length === 1 ? `${list} is a word` : `${list} are words`;
    return `${subject} that the networks never read in their sentences. They read over it as over any unknown word, and cannot guess it.`;
  },
  bigram: 'Bigram count',

  verdict: {
    name: 'Verdict',
    none: 'no verdict',
    learning: 'learning',
    follows: 'The verdict follows when the networks have learned.',
    how: 'It is made on sentences apart: whole sentences are drawn again, and an interval that reaches zero is a tie.',
    scoring: 'Scoring every word of the held-out sentences',
    caption: 'Skill in log loss against the bigram count, 95 % interval',
    wins: (winners, all) => {
      const list = all ? 'All three networks' : winners.join(' and ');
      const verb = winners.length === 1 ? 'beats' : 'beat';
      return {
        stamp: `${all ? 'Networks' : list} ${verb} the count`,
        say: `${list} ${verb} counting word pairs here.`,
      };
    },
    loses: { stamp: 'Use the count', say: 'Counting word pairs beats every network here.' },
    ties: { stamp: 'Tie on this box', say: 'Counting word pairs is as good as any network here.' },
    evidence: {
      far: (boxes) => `On ${boxes} held-out boxes with two or more words before them,`,
      near: (boxes) => `On ${boxes} held-out boxes with at most one word before them,`,
      first: (boxes) => `Nothing stands before the box. On ${boxes} such boxes`,
      after: (words, boxes) =>
        `“${words}” stands before the box, and the count has seen its last word too: on ${boxes} such boxes`,
    },
    noSkill: 'no skill can be told.',
    range: (least, most) => `${least} to ${most}`,
    skill: (range, everyTied) =>
      `the networks' skill is ${range}${everyTied ? ', and every interval reaches zero' : ''}.`,
    elsewhere: (boxes, best) => `With two or more words before the box (${boxes} of them): ${best}.`,
    column: {
      far: () => '2 or more before it',
      near: () => '1 word before it',
      first: () => 'first word',
      after: (words, boxes) => `after “${words}” (${boxes})`,
    },
  },

  guesses: {
    title: 'Five guesses',
    note: (reading, isKnown) =>
      `probability, ${reading === 'leftToRight' ? 'reading left to right' : 'reading both ways'}${isKnown ? '; the check marks the word that stood there' : ''}`,
    of: (model) => `Guesses of ${model}`,
    scores: (nats, share) => `${nats} nats, ${share} right`,
    notJudged: 'not judged yet',
    stood: 'the word that stood there',
    noWord: (word) => `“${word}” is no word of theirs.`,
    hidden: ({ word, first, range: [least, most] }) =>
      `${['None', 'One', 'Two', 'Three', 'All'][first]} of the four put “${word}”, the word that stood there, first; they gave it ${least === most ? least : `${least} to ${most}`}.`,
    foot: (boxes) =>
      `Below each model: its log loss, −log of the probability of the right word, and its share of right first guesses on ${boxes} held-out boxes.`,
  },

  reader: {
    title: 'What a reader can know',
    read: 'Left to right:',
    readNothing: 'nothing has been read. All that can be known is how sentences begin.',
    readWords: (words) => `at the box it has read “${words}”, and holds of it what its hidden state holds.`,
    unread: 'Not yet read:',
    unreadNothing: 'nothing. The box is the last word, so both ways know the same words.',
    unreadWords: (words) =>
      `that “${words}” follows. No network that reads left to right can know it at this point.`,
    both: 'Both ways:',
    bothText: (first, second) =>
      `each word in turn stands in the box and the whole sentence is scored. LSTM then says “${first[0]}” ${first[1]}, “${second[0]}” ${second[1]}.`,
    nobody: 'Nobody:',
    nobodyText: (first, second) => `“${first}” or “${second}”. The words of the sentence do not decide it.`,
  },

  states: {
    title: 'What each cell carries',
    note: 'hidden state after each word, 24 units; grey below zero. Bars: gradient that reaches back, the last state is 100 %',
    label: 'Hidden states, word by word',
    start: 'start',
    units: (strong, all) => `${strong} of ${all} units above a half`,
    notRead: 'not read before the guess',
    foot: (words) =>
      `Pale: what the states would be if ${words.length === 0 ? 'the first guess' : quoted(words).join(' or ')} stood in the box. A guess from left to right uses only what stands before it: the gradient begins at the last word there.`,
  },

  recall: {
    title: 'How long can a cell wait?',
    task: 'Memory task',
    tasks: { copy: 'Copy', adding: 'Adding' },
    notes: {
      copy: 'one of 4 signs, named after T blanks; share of right answers',
      adding: 'two of T numbers are marked, their sum is asked; mean squared error',
    },
    measure: 'Measure it here',
    again: 'Measure again',
    stop: 'Stop',
    longer: 'Up to T = 200, longer training (a few minutes)',
    training: 'Training',
    left: (percent, seconds) => `${percent}, about ${seconds} s left`,
    failed: (problem) => `The networks could not be computed here: ${problem}.`,
    legend: {
      rnn: 'RNN',
      lstm: 'LSTM, common defaults',
      gru: 'GRU',
      'lstm-memory': 'LSTM, forget bias log T',
    },
    names: {
      rnn: 'RNN',
      lstm: 'LSTM at common defaults',
      gru: 'GRU',
      'lstm-memory': 'LSTM with forget bias log T',
    },
    guessing: { share: 'guessing, 25 %', error: 'always answering 1, error 0.17' },
    idle: 'Each cell learns the task from nothing, at every T and with several seeds, in this browser. Nothing was measured yet.',
    bar: { share: 'Nine in ten right', error: 'A tenth of the error of guessing' },
    never: 'at no T',
    upTo: (wait, isLongest) => `up to T = ${wait}${isLongest ? ', the longest measured' : ''}`,
    how: (updates, seeds) => `${updates} updates, ${seeds} seeds, 16 units; bars span the seeds.`,
    took: (seconds) => `Took ${seconds} s.`,
    stopped: 'Stopped before the end.',
    figure: { share: 'Share of right answers by T', error: 'Mean squared error by T' },
    figureGuessing: (value) => `guessing has ${value}`,
    figureIdle: (first, last) => `nothing measured yet, T from ${first} to ${last}`,
  },
};
