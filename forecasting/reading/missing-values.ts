/** Words and signs that stand for "no value", in lower case. */
const missingTokens = new Set(
  [
    'na n/a n.a. n.a n/d nd n.d. #n/a #na #n/a! <na> nan -nan nat null (null) none nil undefined missing void empty',
    '- -- --- – — − ― ? ?? * ** *** . .. ... : / // /// × x ー － … t tr trace m \\n',
    '#value! #div/0! #ref! #name? #num! #null! #error! #wert! #bezug! #zahl! #nv #n/v',
    'k.a. k.d. s/d s.d. n.v. n.b. nq n.c. nc b.d. 결측 결측치 없음 자료없음 미상 無 なし 欠測 缺失 暂无 无 нет',
  ]
    .join(' ')
    .split(' '),
);

const notFinite = /^[+-]?(inf|infinity|∞|1\.#inf|1\.#qnan|1\.#ind)$/i;

/** Whether a trimmed cell says that there is no value; the empty cell does too. */
export function isMissing(text: string): boolean {
  return (
    text === '' ||
    missingTokens.has(text.toLowerCase()) ||
    /^(not available|no data|keine angabe|[nks]\. [avd]\.)$/i.test(text)
  );
}

/** Whether a trimmed cell is a word for infinity or an overflow. */
export function isNotFinite(text: string): boolean {
  return notFinite.test(text);
}
