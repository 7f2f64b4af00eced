import { gzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from '#forecasting/reading/detect-encoding.ts';
import { readCsv } from '#forecasting/reading/read-csv.ts';
import { chunksOf, days, lines, read, valuesOf, warned } from './read-text.ts';

const table = lines('date,v', ...days(30).map((day, i) => `${day},${i}`));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('readCsv() refuses by name', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'empty-file', /empty/],
    ['blank lines', utf8(' \n\n  \n'), 'empty-file', /empty/],
    ['a PNG', utf8('\u0089PNG').slice(1), 'not-text', /./],
    ['a PDF', utf8('%PDF-1.7 ...'), 'is-pdf', /PDF/],
    ['a web page', utf8('<!DOCTYPE html><title>Not Found</title>'), 'is-html', /Not Found/],
    ['XML', utf8('<?xml version="1.0"?><a/>'), 'is-xml', /XML/],
    [
      'JSON with a message',
      utf8('{"Information": "The rate limit is 25 requests"}'),
      'is-json',
      /rate limit/,
    ],
    ['JSON lines', utf8('{"a":1}\n{"a":2}\n'), 'is-json', /JSON/],
    [
      'a zip of several files',
      zipSync({ 'a.csv': utf8(table), 'b.csv': utf8(table) }),
      'is-archive',
      /b\.csv/,
    ],
    [
      'a workbook',
      zipSync({ '[Content_Types].xml': utf8('<Types/>'), 'xl/workbook.xml': utf8('<a/>') }),
      'is-excel',
      /Excel/,
    ],
    ['a damaged gzip', gzipSync(utf8(table)).slice(0, 60), 'is-archive', /damaged/],
    ['bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256), 'not-text', /text/],
    ['NULs in text', utf8('date,v\n2024-01-01,1\n\0\0\n'), 'not-text', /text/],
  ])('%s', async (_, bytes, code, message) => {
    const reading = await read(bytes);
    expect(reading).toMatchObject({ outcome: 'error', errorCode: code, series: [] });
    expect(reading.message).toMatch(message);
  });
});

describe('readCsv() unpacks', () => {
  it('gzip and a zip of one file', async () => {
    const plain = valuesOf(await read(table));
    expect(valuesOf(await read(gzipSync(utf8(table))))).toEqual(plain);
    expect(valuesOf(await read(zipSync({ '__MACOSX/._a.csv': utf8('x'), 'a.csv': utf8(table) })))).toEqual(
      plain,
    );
  });
});

describe('readCsv() bounds', () => {
  it('what an archive grows to', async () => {
    const tall = gzipSync(utf8('1\n'.repeat(18 << 20)), { level: 1 });
    expect(await readCsv(chunksOf(tall, 1 << 16), {})).toMatchObject({
      errorCode: 'is-archive',
      message: expect.stringMatching(/times its size/),
    });
  });
});

describe('detectEncoding()', () => {
  it.each([
    ['cp949', '지점,지점명,일시,평균기온(°C)\n108,서울,2014-09,18.9'],
    ['cp949', '날짜,매출\n2024-01-01,5'],
    ['shift_jis', '年月日,平均気温(℃)\n2024/1/1,8.0'],
    ['euc-jp', '日付,ダウンロード\n2024'],
    ['gb18030', '日期,开盘,收盘\n2024-01-01,1,2'],
    ['big5', '日期,開盤價,收盤價\n'],
    ['windows-1252', 'Mois;Température\nfévr.-22;1'],
    ['windows-1252', 'time,temp °C\n2024-01-01,5'],
    ['windows-1252', 'Datum;Umsatz €;Größe\n'],
    ['windows-1250', 'Średnia,Ilość\nPoznań'],
    ['windows-1251', 'Дата;Курс\nянв'],
  ])('finds %s', (encoding, text) => {
    expect(detectEncoding(iconv.encode(text, encoding as 'cp949')).name).toBe(encoding);
  });

  it('finds UTF-16 with and without its mark, and prefers strict UTF-8 to all pages', () => {
    expect(detectEncoding(iconv.encode('date,v\n', 'utf-16le')).name).toBe('utf-16le');
    expect(detectEncoding(iconv.encode('date,v\n', 'utf-16be')).name).toBe('utf-16be');
    expect(detectEncoding(utf8('Température')).name).toBe('utf-8');
  });
});

describe('readCsv() decodes', () => {
  it('the same table in every encoding', async () => {
    const korean = lines('날짜,매출', ...days(30).map((day, i) => `${day},${i}`));
    const plain = valuesOf(await read(korean));
    expect(Object.keys(plain)).toEqual(['매출']);
    for (const encoding of ['cp949', 'utf-16le', 'utf-16be', 'utf-8'] as const) {
      const bytes = iconv.encode(korean, encoding, { addBOM: encoding.startsWith('utf-16') });
      expect(valuesOf(await read(bytes))).toEqual(plain);
    }
  });

  it('a page that shows itself only beyond the first megabyte', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${days(1, '1900-01-01')[0]!.slice(0, 4)}-${i},`);
    const ascii = lines('n,note,v', ...rows.map((_, i) => `${i},plain ascii text,${i % 100}`));
    const tail = iconv.encode(lines(...rows.slice(0, 50).map((_, i) => `${60_000 + i},서울,${i}`)), 'cp949');
    const bytes = new Uint8Array([...utf8(ascii), ...tail]);
    const reading = await read(bytes, { timeColumn: 'n' });
    expect(reading.encoding).toBe('cp949');
    expect(reading.rows).toBe(60_050);
  });

  it('refuses UTF-8 that stops being UTF-8', async () => {
    const start = utf8(
      lines('date,v,note', ...days(30000, '1950-01-01').map((day) => `${day},1,${'é'.repeat(20)}`)),
    );
    const reading = await read(new Uint8Array([...start, 0x32, 0xff, 0xfe, 0x0a]));
    expect(reading).toMatchObject({ outcome: 'error', errorCode: 'mixed-encodings' });
  });

  it('obeys the encoding that it is told, and refuses one that does not exist', async () => {
    const bytes = iconv.encode(lines('日付,v', ...days(5).map((day) => `${day},1`)), 'shift_jis');
    expect((await read(bytes, { encoding: 'shift_jis' })).columns[0]!.name).toBe('日付');
    expect((await read(bytes, { encoding: 'klingon' })).errorCode).toBe('unknown-encoding');
  });
});

describe('readCsv() on clean files', () => {
  it('has nothing to warn of', async () => {
    const reading = await read(table);
    expect(warned(reading)).toEqual([]);
    expect(reading).toMatchObject({
      outcome: 'ok',
      rows: 30,
      lines: 31,
      frequency: 'daily',
      bytes: table.length,
    });
  });
});
