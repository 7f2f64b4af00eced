/** Names that say what a column is, in the tongues that files come in. */
const words = (list: string) =>
  new RegExp(`^[<\\["'#]?(?:${list.trim().split(/\s+/).join('|')})[>\\]"']?$`, 'i');

const timeName = words(`
  date dates time times timestamp timestamps datetime date[_\\s-]?time ts dt day week month quarter period unix epoch
  date_?utc time_?utc utc(_?time)? yyyymm(dd)? aaaammjj yyyy-?ww year_?month year_?week time_?open open_?time start_?time begin_?time timestamp_?(ms|s|utc)? .*_date .*_time .*[_\\s]timestamp date[_\\s(].* time[_\\s(].* ds
  created(_?at)? observed(_?at)? recorded(_?at)? observation_date valid(_?time)? trade_?date trading_?day
  datum zeit zeitpunkt zeitstempel uhrzeit tag woche monat quartal jahr fecha hora dia día mes semana trimestre año ano
  data ora giorno mese settimana anno jour heure mois semaine annee année période maand dag tijd jaar
  päivä aika kuukausi vuosi tid dato datoen måned uge år data_?i_?czas godzina miesiąc rok den měsíc čas
  дата время день месяц год период час tarih zaman gün ay yıl ημερομηνία
  날짜 일자 일시 시간 시각 기준일 기준일자 거래일 거래일자 년월 년월일 연월 측정일시 관측일시 측정일 관측일 월 연도 년도 년 분기
  日付 日時 年月日 年月 時刻 日 月 年 取引日 日期 时间 時間 日期时间 交易日期 交易日 年度 季度 月份
`);
const yearName = words(
  'year yr yyyy jahr année annee an año ano anno rok год jaar år vuosi yıl 년 연도 년도 年 年度 [a-z_]*year',
);
const weekName = words(
  'week weeks wk kw woche semaine semana settimana vecka uge uke viikko tydzień týden неделя 주 주차 週 周 week_?(no|nr|num|number) (iso|epi|mmwr)[_ ]?week[a-z_]* week_?of_?year kalenderwoche',
);
const yearWeekName = /week|wk$|yyyy-?ww|woche|semaine|주차|週|周次/i;
const dayOfYearName = words('doy day_?of_?year dayofyear julian_?day jday yday julian ddd');
const dayPartName =
  /(^|[_ ])(period|interval|slot|block|time_?block|hh|ptu|mtu)$|[a-z](Period|Interval)$|^(period|interval|slot|ptu)([_ ]?(id|no|number))?$/i;
const monthName = words('month mon mm mo mn monat mois mes mese maand miesiąc måned ay mês месяц 월 月 月份');
const dayName = words('day dd dy dom mday tag jour dia día giorno dag den день gün 일 日 day_?of_?month');
const hourName = words(
  'hour hours hr hrs hh stunde heure hora ora uur godzina час timme saat 시 시간 時 时 小时 hour_?ending he',
);
const minuteName = words('minute minutes min mins minuten 분 分');
const quarterName = words('quarter qtr q quartal trimestre kwartał 분기 四半期 季度');
const clockName = words(
  'time times <?time>? uhrzeit hora heure ora tijd godzina время saat 시간 시각 時刻 時間 时间 hhmm hhmmss hour',
);
const counterName = words(
  'index idx row rows row_?(id|no|num|number) no no\\. nr nr\\. # n id unnamed:?.* obs observation rownames 번호 순번 番号 序号 x',
);
const indexName = words(
  'index idx t i n k x step obs observation row # no no\\. nr time period tick seq sequence order 순번 번호 序号 id',
);
const idName = words(`
  id ids name names symbol ticker series series_?(id|name) unique_?id item items item_?(id|no)? sku product product_?id store store_?(id|nbr|no)?
  shop shop_?id station stations?_?(id|name|no|number|code)? stn station .*station[ _]number climate[_ ]id num_poste .*코드 mpan cups sensor sensor_?(id|name)? site site_?(id|no)? location location_?id city town country country_?(name|code)?
  region state province category variable indicator metric element type key code group family department dept device meter meter_?id
  user customer account currency pair market exchange fund
  kunde filiale standort artikel sensor station ort stadt land produkt pays ville produit magasin pais país ciudad tienda producto
  종목 종목명 종목코드 지점 지점명 지점번호 지역 지역명 구분 항목 품목 코드 이름 매장 상품 銘柄 銘柄名 地点 都市 項目 店舗 商品 代码 名称 股票代码 城市 地区 门店
`);
const unitName = words(
  'unit units uom unit_?of_?measure(ment)? einheit unité unite unidad unità eenheid 단위 単位 单位 單位 currency crcy währung',
);
const observationName = /^(obs[_ ]?value|value|values|wert|valeur|valor|ob?servation value|값|수치|値)$/i;
const qualityName =
  /(^|[\s_.-])(qc|qa|qf|qn_?\d*|flag|flags|attributes?|quality|quality[ _]?(code|flag|control)|status|qualifier)$|品質情報|均質番号|品质|품질|qc\s?플래그|플래그/i;
const placeName =
  /^(lat|lon|lng|latitude|longitude|elev|elevation|altitude|alti)( ?\([a-z]+\))?$|^(위도|경도|고도|緯度|経度|纬度|经度)$/i;

export const hints = {
  isTime: (name: string) => timeName.test(name) || yearName.test(name),
  isYear: (name: string) => yearName.test(name),
  isMonth: (name: string) => monthName.test(name),
  isWeek: (name: string) => weekName.test(name),
  /** `yearweek` and the like: numbers such as 202405 are weeks, not months. */
  isYearWeek: (name: string) => yearWeekName.test(name),
  isDay: (name: string) => dayName.test(name),
  isDayOfYear: (name: string) => dayOfYearName.test(name),
  /** A count of the parts of a day, as markets for electricity have it. */
  isDayPart: (name: string) => dayPartName.test(name),
  isHour: (name: string) => hourName.test(name),
  isMinute: (name: string) => minuteName.test(name),
  isQuarter: (name: string) => quarterName.test(name),
  isClock: (name: string) => clockName.test(name),
  isCounter: (name: string) => counterName.test(name),
  isIndex: (name: string) => indexName.test(name),
  isId: (name: string) => idName.test(name),
  isUnit: (name: string) => unitName.test(name),
  /** What statistical offices call the numbers themselves. */
  isObservation: (name: string) => observationName.test(name),
  isQuality: (name: string) => qualityName.test(name),
  isPlace: (name: string) => placeName.test(name),
} as const;
