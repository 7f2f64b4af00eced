import type { BoxLabWords } from './box-lab-words.ts';

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`);

/** The BOX lab in Korean. What is said of a word avoids particles that would depend on its last sound. */
export const boxLabWordsKo: BoxLabWords = {
  learn: '배우기',
  lab: 'BOX 실험실',
  language: '언어',
  lead: ({ training, words, heldOut }) =>
    `BOX 실험실. 신경망 셋이 이 브라우저에서 낱말 ${words}가지로 된 짧은 영어 문장 ${training}개를 읽고 배웁니다. 따로 둔 문장 ${heldOut}개가 심판합니다.`,
  waitingLead: 'BOX 실험실. 낱말 하나를 숨기면, 이 브라우저에서 배우는 신경망 셋이 알아맞힙니다.',
  direction: '읽는 방향',
  leftToRight: '왼쪽에서 오른쪽',
  bothWays: '양쪽에서',
  field: '낱말 하나의 자리에 [BOX]를 넣은 영어 문장',
  guess: '맞히기',
  pressAWord: '위의 낱말을 누르면 그 낱말이 대신 숨습니다. 다른 예:',
  orTry: '다른 예:',
  hideThis: '이 낱말 숨기기',
  needsBox: '낱말 하나의 자리에 [BOX]를 넣어 영어 문장을 쓰세요.',
  oneWordAlone: '낱말 하나만으로는 다른 낱말을 알 수 없습니다. 문장을 쓰세요.',
  failed: '여기서는 신경망을 계산할 수 없었습니다.',
  failedWhy: (problem) =>
    `${problem}. WebAssembly SIMD와 스레드를 쓰는 브라우저가 필요합니다. Chrome 91, Firefox 89, Safari 16.4 또는 그 이후 버전입니다.`,
  starting: '이 브라우저에서 커널을 시작하는 중입니다.',
  learning: ({ reading, readings, sentences }) =>
    `배우는 중: 문장 ${sentences}개를 ${readings}번 중 ${reading}번째 읽고 있습니다. 아래 추측은 신경망이 지금까지 아는 것입니다.`,
  learningLabel: '배우는 중',
  unknown: (words) =>
    `신경망이 배운 문장에 한 번도 나오지 않은 낱말: ${quoted(words).join(', ')}. 모르는 낱말로 읽고 지나가며, 답으로 내놓을 수도 없습니다.`,
  bigram: '낱말 쌍 세기',

  verdict: {
    name: '판정',
    none: '판정 없음',
    learning: '배우는 중',
    follows: '신경망이 다 배우면 판정이 나옵니다.',
    how: '판정은 따로 둔 문장으로 합니다. 문장을 통째로 다시 뽑아 구간을 구하고, 구간이 0에 닿으면 무승부입니다.',
    scoring: '따로 둔 문장의 모든 낱말을 채점하는 중',
    caption: '낱말 쌍 세기에 대한 로그 손실의 스킬, 95 % 구간',
    wins: (winners, all) => {
      const list = all ? '신경망 셋이 모두' : `${winners.join(', ')} 쪽이`;
      return {
        stamp: `${all ? '신경망' : winners.join(', ')} 승`,
        say: `여기서는 ${list} 낱말 쌍 세기를 이깁니다.`,
      };
    },
    loses: { stamp: '낱말 쌍 세기를 쓰세요', say: '여기서는 낱말 쌍 세기가 모든 신경망을 이깁니다.' },
    ties: { stamp: '이 상자는 무승부', say: '여기서는 낱말 쌍을 세는 것도 어느 신경망 못지않습니다.' },
    evidence: {
      far: (boxes) => `앞에 낱말이 둘 이상 있는, 따로 둔 상자 ${boxes}개에서`,
      near: (boxes) => `앞에 낱말이 하나 이하인, 따로 둔 상자 ${boxes}개에서`,
      first: (boxes) => `상자 앞에는 아무것도 없습니다. 그런 상자 ${boxes}개에서`,
      after: (words, boxes) =>
        `상자 앞에는 “${words}”뿐이고, 그 마지막 낱말은 낱말 쌍 세기도 보았습니다. 그런 상자 ${boxes}개에서`,
    },
    noSkill: '스킬을 말할 수 없습니다.',
    range: (least, most) => `${least}에서 ${most} 사이`,
    skill: (range, everyTied) =>
      `신경망의 스킬은 ${range}${everyTied ? '이고, 모든 구간이 0에 닿습니다' : '입니다'}.`,
    elsewhere: (boxes, best) => `상자 앞에 낱말이 둘 이상일 때(${boxes}개): ${best}.`,
    column: {
      far: () => '앞에 둘 이상',
      near: () => '앞에 하나',
      first: () => '첫 낱말',
      after: (words, boxes) => `“${words}” 다음 (${boxes}개)`,
    },
  },

  guesses: {
    title: '다섯 가지 추측',
    note: (reading, isKnown) =>
      `확률, ${reading === 'leftToRight' ? '왼쪽에서 오른쪽으로 읽을 때' : '양쪽에서 읽을 때'}${isKnown ? '. 체크 표시는 그 자리에 있던 낱말' : ''}`,
    of: (model) => `${model}의 추측`,
    scores: (nats, share) => `${nats} nat, 정답 ${share}`,
    notJudged: '아직 심판하지 않음',
    stood: '그 자리에 있던 낱말',
    noWord: (word) => `신경망이 모르는 낱말: “${word}”.`,
    hidden: ({ word, first, range: [least, most] }) =>
      `그 자리에 있던 낱말 “${word}”: 넷 중 ${['아무도', '하나가', '둘이', '셋이', '넷 모두'][first]} 맨 앞에 ${first === 0 ? '두지 않았고' : '두었고'}, 확률은 ${least === most ? least : `${least}에서 ${most} 사이`}입니다.`,
    foot: (boxes) =>
      `모델 아래의 수는 따로 둔 상자 ${boxes}개에서 잰 로그 손실(맞는 낱말의 확률에 −log를 씌운 값)과 첫 추측이 맞은 비율입니다.`,
  },

  reader: {
    title: '읽는 이가 알 수 있는 것',
    read: '왼쪽에서 오른쪽:',
    readNothing: '아직 아무것도 읽지 않았습니다. 문장이 어떻게 시작하는지만 알 수 있습니다.',
    readWords: (words) =>
      `상자에 이르기까지 “${words}”까지 읽었고, 그중 은닉 상태에 남은 것만 지니고 있습니다.`,
    unread: '아직 못 읽은 것:',
    unreadNothing: '없습니다. 상자가 마지막 낱말이라 어느 쪽에서 읽어도 아는 낱말이 같습니다.',
    unreadWords: (words) =>
      `뒤에 오는 “${words}”. 왼쪽에서 오른쪽으로 읽는 신경망은 이 자리에서 알 수 없습니다.`,
    both: '양쪽에서:',
    bothText: (first, second) =>
      `낱말을 하나씩 상자에 넣어 보며 문장 전체를 채점합니다. 그러면 LSTM의 답은 “${first[0]}” ${first[1]}, “${second[0]}” ${second[1]}입니다.`,
    nobody: '아무도 모르는 것:',
    nobodyText: (first, second) => `“${first}”인지 “${second}”인지. 문장의 낱말만으로는 정해지지 않습니다.`,
  },

  states: {
    title: '셀마다 지니고 있는 것',
    note: '낱말마다 읽은 뒤의 은닉 상태, 유닛 24개. 회색은 0 아래. 막대는 거슬러 닿는 기울기이고 마지막 상태가 100 %',
    label: '낱말별 은닉 상태',
    start: '시작',
    units: (strong, all) => `유닛 ${all}개 중 ${strong}개가 절반을 넘음`,
    notRead: '추측하기 전에는 읽지 않음',
    foot: (words) =>
      `상자에 넣은 말: ${words.length === 0 ? '첫 추측' : quoted(words).join(' 또는 ')}. 옅은 칸은 그때의 상태입니다. 왼쪽에서 오른쪽으로 읽는 추측은 상자 앞의 것만 씁니다. 기울기는 그 마지막 낱말에서 시작합니다.`,
  },

  recall: {
    title: '셀은 얼마나 오래 기다릴 수 있을까?',
    task: '기억 과제',
    tasks: { copy: '베껴 쓰기', adding: '더하기' },
    notes: {
      copy: '기호 4가지 중 하나를 보고 빈칸 T개 뒤에 말하기. 맞힌 비율',
      adding: '수 T개 중 표시된 둘의 합을 말하기. 평균 제곱 오차',
    },
    measure: '여기서 재 보기',
    again: '다시 재기',
    stop: '멈추기',
    longer: 'T = 200까지, 더 오래 학습 (몇 분 걸림)',
    training: '학습 중',
    left: (percent, seconds) => `${percent}, 약 ${seconds}초 남음`,
    failed: (problem) => `여기서는 신경망을 계산할 수 없었습니다: ${problem}.`,
    legend: {
      rnn: 'RNN',
      lstm: 'LSTM, 흔한 기본값',
      gru: 'GRU',
      'lstm-memory': 'LSTM, 망각 편향 log T',
    },
    names: {
      rnn: 'RNN',
      lstm: '흔한 기본값의 LSTM',
      gru: 'GRU',
      'lstm-memory': '망각 편향이 log T인 LSTM',
    },
    guessing: { share: '찍을 때, 25 %', error: '늘 1이라고 답할 때, 오차 0.17' },
    idle: '셀마다 모든 T에서 시드를 바꿔 가며 이 브라우저에서 처음부터 과제를 배웁니다. 아직 아무것도 재지 않았습니다.',
    bar: { share: '열에 아홉을 맞히는 곳', error: '찍을 때 오차의 10분의 1 아래인 곳' },
    never: '없음',
    upTo: (wait, isLongest) => `T = ${wait}까지${isLongest ? '(잰 것 중 가장 긺)' : ''}`,
    how: (updates, seeds) => `갱신 ${updates}번, 시드 ${seeds}개, 유닛 16개. 막대는 시드 사이의 폭입니다.`,
    took: (seconds) => `${seconds}초 걸렸습니다.`,
    stopped: '끝나기 전에 멈췄습니다.',
    figure: { share: 'T별로 맞힌 비율', error: 'T별 평균 제곱 오차' },
    figureGuessing: (value) => `찍을 때 ${value}`,
    figureIdle: (first, last) => `아직 재지 않음, T는 ${first}에서 ${last}까지`,
  },
};
