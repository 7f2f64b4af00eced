import iconv from 'iconv-lite';

/** Characters that tables of the language are full of: calendar, market and weather words, particles. */
const commonHangul =
  '년월일시분초요오전후날짜간가격종고저거래량대금액등락률비지점명평균기온강수풍속습도상장식주수매출판계합소코드번호이름값단위서울부산인천구광경제율총국원개당월별연';
const commonHan =
  '日期时间年月分秒开盘收盘最高低成交量额价格涨跌幅数据名称代码单位温度湿气压风速销售收入总计合计平均地区城市北京上海天公司市场指数金銀行值率人口中国的是一二三四五六七八九十開盤收盤時間數據價格總計';
const commonKanji =
  '年月日時分秒曜平均気温最高低降水量合計風速湿度天始値終出来高売買代金名称単位数値東京大阪市場円株前比率観測地点札幌実績予想電力需要供給万億千百件数人口世帯売上利益店舗商品期間四半週上下前後';

const inText = (text: string) => new Set(text);
const hangul = inText(commonHangul);
const han = inText(commonHan);
const kanji = inText(commonKanji);

/** Letters of Central European tongues that Western ones lack. */
const centralEuropean = inText('ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰľĺŕăşţŞŢĂđĐ');
const westernEuropean = inText('àâäáãåæçéèêëíîïìñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÌÑÓÒÔÖÕØŒÚÙÛÜÝ');
const rareLigatures = inText('œŒæÆŸ');
const tableSigns = inText('°€£¥µ²³±–—’‘“”…§·×‰«»ºª½¼¹\u00a0');

type CharacterScore = (char: string, before: string, after: string) => number;

const isLatin = (char: string) => /[a-z]/i.test(char);
const inRange = (char: string, from: number, to: number) => {
  const code = char.codePointAt(0)!;
  return code >= from && code <= to;
};
const isHangul = (char: string) => inRange(char, 0xac00, 0xd7a3);
const isHan = (char: string) => inRange(char, 0x4e00, 0x9fff);
const isKana = (char: string) => inRange(char, 0x3041, 0x30fe);
const isWide = (char: string) => inRange(char, 0x3000, 0x303f) || inRange(char, 0xff01, 0xff5e);
const isCyrillic = (char: string) => inRange(char, 0x410, 0x44f) || char === 'ё';

const koreanStandard = new Map<string, boolean>();

/** Whether a syllable is one of the 2,350 of KS X 1001: the other 8,822 that CP949 adds are rare in Korean. */
function isInKoreanStandard(syllable: string): boolean {
  let known = koreanStandard.get(syllable);
  if (known === undefined) {
    const [lead, trail] = iconv.encode(syllable, 'cp949');
    known = lead! >= 0xb0 && trail! >= 0xa1;
    koreanStandard.set(syllable, known);
  }
  return known;
}

const korean: CharacterScore = (char) => {
  if (isHangul(char)) return hangul.has(char) ? 3 : isInKoreanStandard(char) ? 1 : -0.5;
  if (isHan(char)) return -0.5;
  return tableSigns.has(char) || isWide(char) || '℃㎜％㎡'.includes(char) ? 0.5 : -1;
};

const japanese: CharacterScore = (char, _before, after) => {
  if (isKana(char)) return 2.5;
  if (isHan(char)) return kanji.has(char) ? 3 : isLatin(after) ? -1 : 0.5;
  if (inRange(char, 0xff61, 0xff9f)) return -0.5;
  return isWide(char) || '℃㎜％×'.includes(char) ? 1 : -1;
};

const chinese: CharacterScore = (char) => {
  if (isHan(char)) return han.has(char) ? 3 : 0.7;
  return isWide(char) || '℃％（），：'.includes(char) ? 0.5 : -1;
};

const cyrillic: CharacterScore = (char, before, after) => {
  if (!isCyrillic(char)) return tableSigns.has(char) ? 0.3 : -1;
  const upperInside = char === char.toUpperCase() && isCyrillic(before) && before === before.toLowerCase();
  return upperInside ? -1 : isCyrillic(before) || isCyrillic(after) ? 1.4 : 0.2;
};

/** Accented letters stand among plain ones; a sign between two letters is the mark of the wrong page. */
const latin =
  (letters: ReadonlySet<string>): CharacterScore =>
  (char, before, after) => {
    if (char === '°' && /[CF]/.test(after)) return 3;
    if (!letters.has(char)) return scoreSign(char, isLatin(before) && isLatin(after));
    const amongLetters = isLatin(before) || isLatin(after);
    return (amongLetters ? 1.3 : 0.4) * (rareLigatures.has(char) ? 0.5 : 1);
  };

const scoreSign = (char: string, isInWord: boolean) => (tableSigns.has(char) && !isInWord ? 0.6 : -1);

const western = latin(westernEuropean);
const central: CharacterScore = (char, before, after) => {
  const score = latin(centralEuropean)(char, before, after);
  return score > 0 || !westernEuropean.has(char) ? score : western(char, before, after) * 0.8;
};

/** The character encodings that are tried on text that is not UTF-8, and how their characters score. */
export const legacyEncodings: Readonly<Record<string, CharacterScore>> = {
  cp949: korean,
  shift_jis: japanese,
  'euc-jp': japanese,
  gb18030: chinese,
  big5: chinese,
  'windows-1252': western,
  'windows-1250': central,
  'windows-1251': cyrillic,
};

/**
 * How plausible a decoded text is, a character: about 3 for the common characters of its tongue, below 0 for
 * text that was never meant so.
 */
export function scoreText(text: string, encoding: string): number {
  const score = legacyEncodings[encoding]!;
  const chars = [...text];
  let sum = 0;
  let count = 0;
  chars.forEach((char, i) => {
    if (char < '\u0080') return;
    count++;
    sum += isBroken(char) ? -8 : score(char, chars[i - 1] ?? '', chars[i + 1] ?? '');
  });
  return count === 0 ? 0 : sum / count;
}

/** Undefined and control characters, and the private area where decoders put what they don't know. */
const isBroken = (char: string) =>
  char === '\ufffd' || inRange(char, 0x80, 0x9f) || inRange(char, 0xe000, 0xf8ff);
