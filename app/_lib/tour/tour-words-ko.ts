import type { TourWords } from './tour-words.ts';

const count = (value: number) => value.toLocaleString('ko');
const list = (names: readonly string[]) => names.join(', ');

const timeOf = (seconds: number) =>
  seconds < 1 ? `${Math.max(1, Math.round(seconds * 1000))}밀리초` : `${seconds.toFixed(1)}초`;

/** The tour in Korean. */
export const tourWordsKo: TourWords = {
  learn: '배우기',
  stepOf: (step) => `6단계 중 ${step}단계`,
  lead: '3분쯤 걸립니다. 수학은 몰라도 되고, 수식은 한 번 눌러 펼칠 수 있습니다.',
  pages: '둘러보기의 쪽',
  language: '언어',
  formulas: '수식 보기',
  measureIt: '여기서 재 보기',
  measureHere: '여기서 재 보기',
  measureAgain: '다시 재기',
  stop: '멈추기',
  working: '이 브라우저에서 재는 중입니다',
  took: (seconds) => `이 브라우저에서 ${timeOf(seconds)} 걸렸습니다.`,
  notMeasured: '아직 아무것도 재지 않았습니다.',
  failed: (problem) => `여기서는 잴 수 없었습니다: ${problem}.`,
  back: '이전',
  next: (title) => `다음: ${title}`,
  box: '다음: BOX 실험실',
  boxText: '같은 셀이 낱말도 읽습니다. BOX 실험실에서는 숨겨 둔 낱말을 알아맞힙니다.',
  boxLink: 'BOX 실험실 열기',
  onSeries: (name, total) => `내 시계열 ‘${name}’의 마지막 값 ${total}개로 계산합니다.`,
  onSample: (name, total) =>
    `예제 ‘${name}’의 마지막 값 ${total}개로 계산합니다. 시계열을 추가하면 그 시계열로 계산합니다.`,
  loadingSeries: '시계열을 가져오는 중입니다.',
  cells: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU', 'lstm-memory': 'LSTM, 편향 log T' },
  pastWindow: (steps) => `${steps}걸음 너머`,
  never: '끝까지 못 함',
  until: (lag, steps) => (lag === null ? `창의 끝(${steps}걸음)` : `${lag}걸음`),
  lessons: {
    'hidden-state': {
      title: '숫자 하나짜리 기억',
      paragraphs: [
        '순환 신경망은 시계열을 값 하나씩 차례로 읽습니다. 한 걸음마다 두 가지를 섞습니다. **지금 읽은 값**과 **앞에서 남겨 둔 것**입니다. 섞은 값을 −1과 1 사이로 눌러 담은 것이 새로운 기억, 곧 **은닉 상태**입니다.',
        '여기서는 기억이 숫자 하나뿐이고, 얼마나 남길지는 직접 정합니다. 0이면 지금 값만 따라 하고, 1에 가까우면 오래전 일도 품고 있습니다. 실제 신경망은 이런 숫자를 수십 개 두고, 저마다 얼마나 붙잡을지를 스스로 배웁니다.',
      ],
      formula: {
        lines: ['h ← tanh(x + u · h)'],
        letters: 'x는 값, h는 은닉 상태, u는 남기는 비율입니다.',
      },
      figure: {
        title: '시계열과 그 기억',
        note: '시계열은 표준편차 단위이고, 기억은 −1과 1 사이에 있습니다',
      },
      measures:
        '신경망이 시계열을 두 번 읽습니다. 한 번은 어느 한 걸음에 표준편차 하나만큼의 펄스를 더합니다. 두 결과의 차이가 펄스에 대한 기억의 전부입니다.',
    },
    'one-set-of-weights': {
      title: '가중치는 한 벌, 모든 걸음에',
      paragraphs: [
        '걸음마다 가중치가 따로 있다면 값이 하나 늘 때마다 가중치도 늘고, 배운 적 없는 걸음에 대해서는 아무것도 모르게 됩니다. 순환 신경망은 **모든 걸음에서 같은 가중치**를 씁니다. 같은 두 눈으로 책을 한 쪽씩 넘기며 읽는 사람과 같습니다.',
        '그래서 창이 길어져도 가중치 수는 그대로이고, 한 자리에서 배운 것을 다른 모든 자리에서도 압니다.',
      ],
      formula: {
        lines: ['h₁ = f(W x₁ + U h₀ + b)', 'h₂ = f(W x₂ + U h₁ + b)', '…'],
        letters: 'W, U, b가 가중치입니다. 걸음 번호가 붙지 않으니 하나씩만 있습니다.',
      },
      figure: { title: '걸음마다 같은 셀', note: '유닛 16개의 단순 RNN' },
      measures:
        '학습하지 않은 셀이 마지막 값 24개를 두 번 읽습니다. 한 번은 창의 맨 앞에서, 한 번은 48걸음 뒤에서 읽습니다. 두 상태는 얼마나 다를까요?',
    },
    answers: {
      title: '걸음마다 하나씩 답하기',
      paragraphs: [
        '기억은 아직 예측이 아닙니다. 걸음마다 작은 출력층이 은닉 상태를 **답**으로 바꿉니다. 여기서는 다음 값이 얼마일지가 답입니다.',
        '답은 한 걸음 뒤면 확인할 수 있으니, 값 24개짜리 창 하나로 24번 배웁니다. 그리고 모든 답에는 단순한 맞수가 있습니다. **다음 값은 지금과 같다**는 규칙입니다. 이 규칙을 이기지 못하는 신경망은 이 시계열에 대해 할 말이 없는 셈입니다.',
      ],
      formula: {
        lines: ['ŷₜ₊₁ = xₜ + V hₜ + d'],
        letters: 'V와 d가 출력층입니다. 변화량을 답하므로 0이라고 답하면 맞수와 같아집니다.',
      },
      figure: { title: '한 걸음 먼저 내놓은 답', note: '시계열의 마지막 값들이며, 학습에는 쓰지 않았습니다' },
      measures:
        '유닛 16개짜리 셀 셋이 시계열의 앞쪽 5분의 4에서 배웁니다. 나머지 5분의 1이 모든 답을 ‘지금과 같다’와 나란히 심판합니다.',
    },
    backwards: {
      title: '시간을 거슬러 배우기',
      paragraphs: [
        '배우려면 가중치마다 이렇게 물어야 합니다. **이 가중치를 조금 키우면 오차가 줄어들까?** 직접 해 볼 수도 있습니다. 가중치를 살짝 움직이고 모든 걸음을 다시 계산해 보는 것입니다. 가중치가 천 개라면 한 번 배우는 데 이천 번을 계산해야 합니다.',
        '시간 역전파(BPTT)는 모든 답을 한 번에 얻습니다. 오차가 마지막 걸음에서 첫 걸음까지 거슬러 올라가면서, 걸음마다 각 가중치가 오차에 얼마나 관여했는지를 적어 둡니다. 가중치를 함께 쓰므로 **모든 걸음의 기록을 더합니다**.',
      ],
      formula: {
        lines: ['∂L/∂U = Σₜ ∂L/∂hₜ · ∂hₜ/∂U', '∂L/∂hₜ₋₁ = ∂L/∂hₜ · ∂hₜ/∂hₜ₋₁'],
        letters: 'L은 오차입니다. 신호 ∂L/∂hₜ가 마지막 걸음에서 거슬러 올라갑니다.',
      },
      figure: {
        title: '거슬러 올라가는 신호',
        note: '학습하지 않은 유닛 32개의 단순 RNN, 마지막 걸음이 100 %',
      },
      measures:
        '모든 가중치에 대한 오차의 기울기를 두 가지로 구합니다. 한 번 거슬러 올라가서, 그리고 가중치를 하나씩 위아래로 0.01만큼 움직여서 구합니다.',
    },
    fading: {
      title: '옛 소식이 희미해지는 까닭',
      paragraphs: [
        '신호는 거슬러 올라가는 동안 걸음마다 어떤 수와 곱해집니다. 단순 RNN은 매번 거의 같은 수를 곱합니다. 그 수가 1보다 작으면 복사본을 다시 복사하듯 옅어집니다. 신호가 닿지 않는 과거는 **신경망이 쓰는 법을 배울 수 없습니다**.',
        'LSTM은 **셀 상태**라는 두 번째 길을 두고 그 위에 망각 게이트라는 수도꼭지를 답니다. 열려 있으면 신호가 거의 그대로 지나가고, 닫히면 그 앞의 모든 것이 사라집니다. 처음에 얼마나 열어 둘지는 설정입니다. 직접 움직여 보세요.',
      ],
      formula: {
        lines: ['|∂L/∂hₜ₋ₖ| ≈ |∂L/∂hₜ| · γᵏ', '망각 편향 b = log T  →  게이트 T / (T + 1)'],
        letters: 'γ는 한 걸음이 남기는 비율입니다. 게이트가 T / (T + 1)이면 T걸음쯤에 걸쳐 잊습니다.',
      },
      figure: {
        title: '신호가 얼마나 남았나',
        note: '마지막 걸음의 크기에 대한 기울기의 비율, 거슬러 간 걸음별, 로그 눈금',
      },
      measures:
        '학습하지 않은 유닛 32개짜리 셀을 이 시계열에서 잽니다. 시드 5개, 창 12개씩이고 가중치는 흔한 라이브러리가 뽑는 대로 뽑습니다.',
    },
    gates: {
      title: '게이트: LSTM과 GRU가 더한 것',
      paragraphs: [
        'LSTM(1997)에는 수도꼭지가 셋 있습니다. **망각 게이트**는 셀 상태를 얼마나 남길지, **입력 게이트**는 얼마나 더할지, **출력 게이트**는 얼마나 보여 줄지를 정합니다. GRU(2014)는 더 적게 씁니다. 하나가 남기기와 받아들이기를 함께 맡고, 다른 하나는 새 생각이 과거를 얼마나 참고할지 정합니다.',
        '수도꼭지를 손으로 붙잡아 두면 셀 상태는 아래처럼 그저 이동 평균입니다. 게이트가 달린 셀이 그 이상인 까닭은 **걸음마다 읽은 것을 보고 수도꼭지를 새로 맞추기** 때문입니다.',
      ],
      formula: {
        lines: ['LSTM: c ← f · c + i · g,   h = o · tanh(c)', 'GRU: h ← z · h + (1 − z) · g'],
        letters: 'f, i, o, z는 0과 1 사이의 게이트이고, g는 −1과 1 사이의 새 생각입니다.',
      },
      figure: {
        title: '수도꼭지를 손으로 붙잡은 셀 상태',
        note: '망각 게이트는 슬라이더 값, 입력 게이트는 그 나머지',
      },
      measures:
        '네 가지 기호 중 하나를 보여 준 뒤 빈칸 24개가 이어지고, 셀은 그 기호를 말해야 합니다. 저마다 처음부터 400번 갱신하며 배우고, 시드는 둘입니다. 시계열은 필요 없습니다.',
    },
  },
  hiddenState: {
    keep: '한 걸음마다 남기는 기억의 비율',
    series: '시계열',
    memory: '기억 h',
    sentence: (keep) => `시계열을 나타낸 선과, 걸음마다 자신의 ${keep}를 남기는 은닉 상태를 나타낸 선.`,
    half: '절반이 남는 때',
    gone: '1 % 아래로 줄어드는 때',
    rule: '누르지 않을 때의 규칙',
    steps: (steps) => `${count(steps)}걸음 뒤`,
    finding: ({ keep, gone, rule, window }) => {
      const measured = gone === null ? `${window}걸음이 넘습니다` : `${count(gone)}걸음입니다`;
      if (rule === null) {
        return {
          agrees: false,
          title: '다 남긴다고 다 기억하는 것은 아닙니다.',
          text: `규칙대로라면 모두 남길 때 아무것도 잊지 않아야 합니다. 재 보니 펄스가 사라지기까지 ${measured}. 값을 눌러 담을 때마다 조금씩 잃기 때문입니다.`,
        };
      }
      if (gone !== null && rule - gone <= 1) {
        return {
          agrees: true,
          title: '여기서는 규칙이 맞습니다.',
          text: `${keep}를 남길 때 규칙은 ${count(rule)}걸음이라고 하고, 재 보니 ${measured}.`,
        };
      }
      return {
        agrees: false,
        title: '규칙은 실제 셀보다 너그럽습니다.',
        text: `자신의 ${keep}를 남기는 기억이라면 흔적이 ${count(rule)}걸음 동안 남아야 합니다. 재 보니 ${measured}. 값을 눌러 담을 때마다 조금씩 잃고, 기억이 가득할수록 더 많이 잃습니다.`,
      };
    },
  },
  sharing: {
    window: '창의 걸음 수',
    steps: (steps) => `${count(steps)}걸음`,
    sentence: (steps, shared, own) =>
      `가중치 ${shared}개를 함께 쓰는 똑같은 셀 ${steps}개의 사슬. 걸음마다 따로 두었다면 가중치가 ${own}개입니다.`,
    shared: '함께 쓸 때',
    own: '걸음마다 따로 둘 때',
    weights: '가중치',
    samePast: '앞이 비었을 때',
    first: '실제 과거 뒤: 첫 값',
    last: '값 24개 뒤',
    finding: ({ first, last, exact }) => ({
      agrees: exact,
      title: exact ? '자리는 상관없습니다. 과거는 상관있습니다.' : '같아야 할 상태가 서로 다릅니다.',
      text: exact
        ? `앞이 비어 있으면 두 자리의 상태는 마지막 비트까지 같습니다. 실제 과거 뒤에서 읽으면 첫 값에서 최대 ${first}, 값 24개 뒤에는 ${last}만큼 다릅니다. 가중치를 함께 쓰면 자리는 같아지지만 역사까지 같아지지는 않습니다.`
        : '앞이 비어 있으면 두 상태는 마지막 비트까지 같아야 합니다.',
    }),
  },
  answers: {
    cursor: '답을 볼 값',
    actual: '시계열',
    naive: '지금과 같다',
    wait: '‘여기서 재 보기’를 누르세요. 셀은 먼저 배워야 답할 수 있습니다.',
    sentence: (total) => `시계열의 마지막 값 ${total}개와, 세 셀이 한 걸음 먼저 내놓은 답.`,
    reading: ({ step, actual, answers }) =>
      `${step}번째 값은 ${actual}이었습니다. 한 걸음 앞에서 내놓은 답: ${answers}.`,
    error: (unit) => `평균 절대 오차${unit ? ` (${unit})` : ''}`,
    skill: '스킬',
    finding: ({ winners, losers, judged }) => {
      const over = `값 ${count(judged)}개로 쟀습니다.`;
      if (winners.length > 0) {
        return {
          agrees: true,
          title: `여기서는 ${list(winners)}가 할 말이 있습니다.`,
          text: `${over} 구간이 0보다 위에 있으니 ‘지금과 같다’보다 낫습니다. 한 걸음 앞은 가장 쉬운 경우이고, 실제 예측 기간으로 돌려 보면 더 많은 것을 알 수 있습니다.`,
        };
      }
      if (losers.length === 3) {
        return {
          agrees: false,
          title: '‘지금과 같다’를 이긴 셀이 없습니다. 셋 다 더 나쁩니다.',
          text: `선을 바짝 따라가는 교과서의 그림도 이 규칙보다 나을 것이 없는 경우가 많습니다. ${over}`,
        };
      }
      return {
        agrees: false,
        title: '‘지금과 같다’를 이긴 셀이 없습니다.',
        text: `답은 선을 바짝 따라가지만, 마지막 값을 그대로 베껴도 그렇습니다. 교과서의 그림에는 이 맞수가 빠져 있습니다. ${over} 구간이 0에 닿으니 무승부입니다.`,
      };
    },
  },
  backwards: {
    lag: '거슬러 간 걸음',
    sentence: (lag, share) =>
      `마지막 걸음에서 뒤로 갈수록 낮아지는 막대들. ${lag}걸음 뒤에는 신호의 ${share}가 남습니다.`,
    reading: (lag, share) => `${lag}걸음 거슬러 가면 신호의 ${share}가 남습니다.`,
    weights: '가중치',
    gap: '가장 큰 차이',
    sweep: '한 번 거슬러',
    trying: '하나씩 해 보기',
    times: (factor) => `${factor}배`,
    finding: ({ gap, factor, weights, exact }) =>
      exact
        ? {
            agrees: true,
            title: '거슬러 가는 계산은 정확하고 훨씬 쌉니다.',
            text: `두 방법의 기울기는 가장 큰 기울기의 ${gap} 안에서 같고, 나머지는 작은 수의 반올림입니다. 가중치 ${weights}개를 하나씩 해 보는 데는 ${factor}배가 걸렸고, 가중치가 늘수록 배수도 커집니다. 다만 정확하다고 쓸모 있는 것은 아닙니다. 다음 쪽에서 봅니다.`,
          }
        : {
            agrees: false,
            title: '두 방법이 서로 다릅니다.',
            text: `기울기가 같아야 하는데 가장 큰 기울기의 ${gap}까지 벌어집니다.`,
          },
  },
  fading: {
    memory: '기억 T (걸음)',
    defaults: 'T = 1',
    memoryIs: (steps, bias) => `T = ${steps}, 망각 편향 log T = ${bias}`,
    rule: '규칙: 걸음마다 T / (T + 1)',
    lag: '걸음 전',
    sentence: ({ rnn, lstm, gru, memory }) =>
      `100 %에서 내려가는 선들. 흔한 기본값에서 1 % 아래로 내려가는 곳은 RNN ${rnn}, LSTM의 셀 상태 ${lstm}, GRU ${gru}이고, 게이트를 열어 둔 LSTM은 ${memory}입니다.`,
    reading: ({ gate, lag, left, rule, steps }) =>
      `T = ${steps}이면 망각 게이트는 ${gate}에서 시작하고, ${lag}걸음 전에는 셀 상태 신호의 ${left}가 남습니다. 규칙으로는 ${rule}입니다.`,
    keeps: '한 걸음이 남기는 비율',
    gone: '1 %가 되는 곳',
    cellState: '셀 상태',
    withMemory: (steps) => `T = ${steps}`,
    finding: ({ lstm, rnn, memory, fades }) =>
      fades
        ? {
            agrees: false,
            title: '교과서의 말이 잰 것보다 앞서 있습니다.',
            text: `“LSTM은 기울기 소실을 해결한다”는 말은 흔한 기본값에서는 맞지 않습니다. 게이트가 반쯤 열린 채로 시작하므로 셀 상태도 단순 RNN과 비슷하게 희미해집니다(1 %까지 ${lstm}걸음, RNN은 ${rnn}걸음). 망각 게이트를 열어 두고 시작하면 맞는 말이 됩니다. 편향을 log T로 두면 흔적이 ${memory}까지 남습니다.`,
          }
        : {
            agrees: true,
            title: '여기서는 기본값의 LSTM도 더 멀리 닿습니다.',
            text: `1 %가 되기까지 ${lstm}걸음이고 단순 RNN은 ${rnn}걸음입니다. 망각 편향을 log T로 두면 흔적이 ${memory}까지 남습니다.`,
          },
    start:
      '이것은 시작일 뿐입니다. 학습이 게이트를 움직입니다. 얼마나 멀리 닿게 되는지는 실행 결과의 기억 엑스레이에서 볼 수 있습니다.',
  },
  gates: {
    keep: '망각 게이트를 붙잡을 곳',
    state: '셀 상태 c',
    sentence: (keep) => `시계열을 나타낸 선과, 망각 게이트를 ${keep}에 붙잡아 둔 셀 상태를 나타낸 선.`,
    reading: (keep, span) => `${keep}에 붙잡아 두면 셀 상태는 ${span}의 이동 평균입니다.`,
    curves: '24걸음을 기다리는 법 배우기',
    curvesNote: '갱신 횟수별 정답 비율, 찍으면 25 %',
    weights: '가중치',
    right: '마지막 정답률',
    learnedAt: '열에 아홉을 맞힌 때',
    updates: (update) => `갱신 ${update}번째부터`,
    finding: ({ lstm, opened, rnn, defaultFails }) =>
      defaultFails
        ? {
            agrees: false,
            title: '게이트만으로는 기억하지 못합니다.',
            text: `흔한 기본값의 LSTM은 ${lstm}에서 끝났습니다. 찍어도 25 %입니다. 잘 잊는다는 단순 RNN은 ${rnn}입니다. 같은 LSTM이라도 망각 게이트를 24걸음만큼 열어 두고 시작하면 ${opened}입니다. 기억하는 것은 게이트 자체가 아니라 게이트가 시작하는 자리와 그 뒤의 학습입니다.`,
          }
        : {
            agrees: true,
            title: '여기서는 게이트가 스스로 해냈습니다.',
            text: `흔한 기본값의 LSTM은 ${lstm}, 망각 게이트를 24걸음만큼 열어 둔 LSTM은 ${opened}, 단순 RNN은 ${rnn}에서 끝났습니다.`,
          },
  },
};
