// The report of `npm run bench:read` as a person reads it: one table in Markdown.

const heads = [
  'file',
  'MB',
  'task',
  'time',
  'of which',
  'sqlite3',
  'keyed',
  'ratio',
  'memory',
  'answer',
  'bar',
];

const tasks = { store: 'read, typed, stored', read: 'read', preview: 'preview' };

/** @returns {string} the machine, the table and what its columns mean */
export function toText({ node, sqlite3, processor, load, results }) {
  const lines = [heads, heads.map(() => '---'), ...results.map(toCells)];
  return [
    `Node ${node}, sqlite3 ${sqlite3}, ${processor}, load at the start ${load.toFixed(1)}`,
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    'time: of the whole process for what is stored, else from the call to the answer; medians of 3, by turns',
    '(one run of the largest file). sqlite3: `.import` into a new table, all text; keyed: into a table with a',
    'primary key and numbers. ratio: time / sqlite3, in brackets time / keyed. memory: the most the process held.',
  ].join('\n');
}

function toCells(result) {
  return [
    result.file,
    result.megabytes.toFixed(1),
    tasks[result.task],
    seconds(result.task === 'store' ? result.wallMs : result.readMs),
    result.task === 'store' ? `${seconds(result.readMs)} + ${seconds(result.storeMs)}` : '–',
    seconds(result.sqliteMs),
    seconds(result.sqliteKeyedMs),
    result.ratio === undefined ? '–' : `${result.ratio.toFixed(2)} (${result.keyedRatio.toFixed(2)})`,
    `${Math.round(result.peakMegabytes)} MB`,
    result.errorCode ?? result.outcome,
    judgement(result),
  ];
}

const seconds = (ms) => (ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`);

function judgement({ bar, met }) {
  if (met === undefined) return `${bar}: not judged`;
  return `${bar}: ${met ? 'met' : 'missed'}`;
}
