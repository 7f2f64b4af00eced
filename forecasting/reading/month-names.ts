/** January to December in each language, alternatives divided by `/`. */
const names: readonly string[] = [
  // English
  'january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec',
  // German
  'januar/jänner/jan februar/feber/feb märz/mrz/mär/maerz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez',
  // French
  'janvier/janv/jan février/févr/fév mars/mar avril/avr mai juin juillet/juil août/aout septembre/sept/sep octobre/oct novembre/nov décembre/déc',
  // Spanish
  'enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep/set octubre/oct noviembre/nov diciembre/dic',
  // Italian
  'gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/sett/set ottobre/ott novembre/nov dicembre/dic',
  // Portuguese
  'janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez',
  // Dutch
  'januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec',
  // Swedish, Danish, Norwegian
  'januari/januar/jan februari/februar/feb mars/marts/mar april/apr maj/mai juni/jun juli/jul augusti/august/aug september/sept/sep oktober/okt november/nov december/desember/dec/des',
  // Finnish
  'tammikuu/tammikuuta/tammi helmikuu/helmikuuta/helmi maaliskuu/maaliskuuta/maalis huhtikuu/huhtikuuta/huhti toukokuu/toukokuuta/touko kesäkuu/kesäkuuta/kesä heinäkuu/heinäkuuta/heinä elokuu/elokuuta/elo syyskuu/syyskuuta/syys lokakuu/lokakuuta/loka marraskuu/marraskuuta/marras joulukuu/joulukuuta/joulu',
  // Polish
  'styczeń/stycznia/sty luty/lutego/lut marzec/marca/mar kwiecień/kwietnia/kwi maj/maja czerwiec/czerwca/cze lipiec/lipca/lip sierpień/sierpnia/sie wrzesień/września/wrz październik/października/paź listopad/listopada/lis grudzień/grudnia/gru',
  // Czech
  'leden/ledna/led únor/února/úno březen/března/bře duben/dubna/dub květen/května/kvě červen/června/čvn červenec/července/čvc srpen/srpna/srp září/zář říjen/října/říj listopad/listopadu/lis prosinec/prosince/pro',
  // Hungarian
  'január/jan február/febr/feb március/márc/már április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept/sze október/okt november/nov december/dec',
  // Romanian
  'ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept/sep octombrie/oct noiembrie/noi/nov decembrie/dec',
  // Turkish
  'ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara',
  // Indonesian
  'januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu/ags september/sep oktober/okt november/nov desember/des',
  // Russian
  'январь/января/янв февраль/февраля/февр/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл август/августа/авг сентябрь/сентября/сент/сен октябрь/октября/окт ноябрь/ноября/нояб/ноя декабрь/декабря/дек',
  // Ukrainian
  'січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/кві травень/травня/тра червень/червня/чер липень/липня/лип серпень/серпня/сер вересень/вересня/вер жовтень/жовтня/жов листопад/листопада/лис грудень/грудня/гру',
  // Greek
  'ιανουάριος/ιανουαρίου/ιαν φεβρουάριος/φεβρουαρίου/φεβ μάρτιος/μαρτίου/μαρ απρίλιος/απριλίου/απρ μάιος/μαΐου/μαι ιούνιος/ιουνίου/ιουν ιούλιος/ιουλίου/ιουλ αύγουστος/αυγούστου/αυγ σεπτέμβριος/σεπτεμβρίου/σεπ οκτώβριος/οκτωβρίου/οκτ νοέμβριος/νοεμβρίου/νοε δεκέμβριος/δεκεμβρίου/δεκ',
  // Arabic
  'يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
];

/** Lower case without accents, so that `févr.`, `FEVR` and `Févr` are one. */
function plainWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ı', 'i')
    .replace(/\.$/, '');
}

const monthByName = new Map<string, number>();
for (const language of names) {
  language.split(' ').forEach((month, i) => {
    for (const name of month.split('/')) monthByName.set(plainWord(name), i + 1);
  });
}

/** 1 to 12 for the name or abbreviation of a month in one of twenty languages; undefined for other words. */
export function monthOfName(word: string): number | undefined {
  return monthByName.get(plainWord(word));
}

/** As `monthOfName`, and `M01` to `M12`; NaN for `M13`, by which some offices name the mean of the year. */
export function monthOfLabel(label: string): number | undefined {
  const number = /^m(0?[1-9]|1[0-3])$/i.exec(label)?.[1];
  if (number === undefined) return monthOfName(label);
  return Number(number) > 12 ? Number.NaN : Number(number);
}

const weekdays = new Set(
  (
    'monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun ' +
    'montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so ' +
    'lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim ' +
    'lunes martes mie miércoles mié jueves jue viernes vie sábado sáb domingo dom ' +
    'lunedì martedì mercoledì giovedì gio venerdì sabato domenica ' +
    'segunda-feira seg terça-feira ter quarta-feira qua quinta-feira qui sexta-feira sex ' +
    'maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo ' +
    'понедельник пн вторник вт среда ср четверг чт пятница пт суббота сб воскресенье вс ' +
    '월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일 ' +
    '月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日 ' +
    '星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日'
  )
    .split(' ')
    .map(plainWord),
);

/** Whether a word names a day of the week. */
export function isWeekdayName(word: string): boolean {
  return weekdays.has(plainWord(word));
}
