import { expect, test } from 'vitest';
import { attachmentNamed } from '#server/attachment.ts';

test('attachmentNamed() writes a plain name and the whole name as RFC 5987 does', () => {
  expect(attachmentNamed('Größe (°C).csv')).toBe(
    'attachment; filename="Gro_e (_C).csv"; filename*=UTF-8\'\'Gr%C3%B6%C3%9Fe%20%28%C2%B0C%29.csv',
  );
});

test.each([
  'a\r\nSet-Cookie: x=1',
  'a"; filename="evil.exe',
  '../../etc/passwd',
  "x'*%00",
  '\u202egnp.csv',
  '\ud800',
])('attachmentNamed() lets %j end neither the name nor the header', (name) => {
  const header = attachmentNamed(name);
  expect(header).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.!~%-]*$/);
  expect(header).not.toMatch(/[\r\n/\\]/);
});
