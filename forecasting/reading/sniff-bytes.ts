import { refuse } from './reading-stop.ts';

/** What the first bytes say about the rest: text to be read, or a container that holds some. */
export type ByteKind = 'text' | 'gzip' | 'zip';

interface Magic {
  readonly bytes: readonly number[] | string;
  readonly what: string;
  readonly code: string;
  readonly advice: string;
}

const saveAsCsv = 'open it and save it as CSV (UTF-8), then use that file';
const notText = { code: 'not-text', advice: 'choose a CSV file' };
const archive = { code: 'is-archive', advice: 'unpack it and use the CSV inside' };

const magics: readonly Magic[] = [
  { bytes: '\x89PNG', what: 'a PNG image', ...notText },
  { bytes: '\xff\xd8\xff', what: 'a JPEG image', ...notText },
  { bytes: 'GIF8', what: 'a GIF image', ...notText },
  { bytes: 'RIFF', what: 'a sound, video or WebP file', ...notText },
  { bytes: 'II*\0', what: 'a TIFF image', ...notText },
  { bytes: '%PDF', what: 'a PDF document', code: 'is-pdf', advice: 'export the table as CSV' },
  { bytes: '{\\rtf', what: 'an RTF document', ...notText },
  { bytes: '\xd0\xcf\x11\xe0', what: 'an old Excel workbook (xls)', code: 'is-excel', advice: saveAsCsv },
  { bytes: 'BZh', what: 'a bzip2-compressed file', ...archive },
  { bytes: '\xfd7zXZ', what: 'an xz-compressed file', ...archive },
  { bytes: '\x28\xb5\x2f\xfd', what: 'a zstd-compressed file', ...archive },
  { bytes: '7z\xbc\xaf', what: 'a 7z archive', ...archive },
  { bytes: 'Rar!', what: 'a RAR archive', ...archive },
  { bytes: 'PAR1', what: 'a Parquet file', ...notText },
  { bytes: 'ARROW1', what: 'an Arrow file', ...notText },
  { bytes: 'Obj\x01', what: 'an Avro file', ...notText },
  { bytes: '\x89HDF', what: 'an HDF5 file', ...notText },
  { bytes: 'CDF\x01', what: 'a NetCDF file', ...notText },
  { bytes: 'SQLite format 3', what: 'an SQLite database', ...notText },
  { bytes: '\x7fELF', what: 'a program', ...notText },
];

const headBytes = 4096;

/** Recognises a file by its first bytes; whatever is neither text nor a container of it is refused by name. */
export function sniffBytes(head: Uint8Array): ByteKind {
  if (head.length === 0) refuse('empty-file', 'The file is empty (0 bytes): choose a file with data.');
  if (startsWith(head, '\x1f\x8b')) return 'gzip';
  if (startsWith(head, 'PK\x03\x04')) return zipKind(head);
  const magic = magics.find(({ bytes }) => startsWith(head, bytes as string));
  if (magic) refuse(magic.code, `This is not a text file but ${magic.what}: ${magic.advice}.`);
  refuseMarkup(head);
  return 'text';
}

function startsWith(head: Uint8Array, magic: string): boolean {
  return [...magic].every((char, i) => head[i] === char.charCodeAt(0));
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, headBytes));

function zipKind(head: Uint8Array): 'zip' {
  const names = latin(head);
  if (/opendocument\.spreadsheet/.test(names)) {
    refuse('is-excel', `This is an OpenDocument spreadsheet, not a CSV: ${saveAsCsv}.`);
  }
  if (/\[Content_Types\]\.xml|_rels\/|xl\/|docProps\//.test(names)) {
    const what = /word\//.test(names) ? 'a Word document' : 'an Excel workbook (xlsx)';
    refuse('is-excel', `This is ${what}, whatever its name says: ${saveAsCsv}.`);
  }
  return 'zip';
}

/** JSON, HTML and XML are text, but no table. */
function refuseMarkup(head: Uint8Array): void {
  const start = new TextDecoder().decode(head.subarray(0, 8192)).trimStart();
  if (/^<(!doctype|html|head|body|table|script|!--)/i.test(start)) {
    const title = /<title[^>]*>\s*([^<]{1,120})/i.exec(start)?.[1]?.trim();
    const says = title ? ` (its title: “${title}”)` : '';
    refuse('is-html', `This is a web page (HTML), not a CSV${says}: download the data itself.`);
  }
  if (/^<\?xml/i.test(start)) refuse('is-xml', 'This is XML, not CSV: export the table as CSV.');
  if (/^version https:\/\/git-lfs/.test(start)) {
    refuse(
      'is-pointer',
      'This is a Git LFS pointer, not the data: run “git lfs pull” and use the file then.',
    );
  }
  if (/^(\{\s*("|\}|$)|\[\s*(\{|\[|\]|"|-?\d|$))/.test(start)) refuseJson(start);
}

function refuseJson(start: string): never {
  const message =
    /"(?:error message|error|message|information|note|detail|reason|title)"\s*:\s*"((?:[^"\\]|\\.){1,300})/i.exec(
      start,
    )?.[1];
  const says = message ? ` Its message: “${message}”` : '';
  refuse('is-json', `This is JSON, not CSV: download the data as CSV.${says}`);
}
