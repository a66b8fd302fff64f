import { expect, test } from 'vitest';
import { inlineHeaders, responseHeaders, safeFileName } from '#platform/files';
import fc from '../../../scripts/test/properties.ts';

test('names: no path, no direction tricks, the extension of the type', () => {
  const cases: [string, string, string][] = [
    ['C:\\fakepath\\写真.JPG', 'image/jpeg', '写真.jpg'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['請求書\u202Efdp.exe', 'application/pdf', '請求書fdp.pdf'],
    ['第1.2版', 'application/pdf', '第1.2版.pdf'],
    ['.htaccess', 'text/plain', 'htaccess.txt'],
    ['CON.txt', 'text/plain', 'file.txt'],
    ['', 'text/csv', 'file.csv'],
    ['a\r\nSet-Cookie: x', 'text/csv', 'aSet-Cookie_ x.csv'],
    ['か\u3099.png', 'image/png', 'が.png'],
    ['辻\u{E0100}.pdf', 'application/pdf', '辻\u{E0100}.pdf'],
  ];
  for (const [given, type, expected] of cases) expect(safeFileName(given, type)).toBe(expected);
});

test('any name gives a header of one line and a name that fits a disc', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = safeFileName(given, 'image/png');
      expect(Buffer.byteLength(name)).toBeLessThan(255);
      expect(name).not.toMatch(/[/\\\r\n"]/);
      expect(safeFileName(name, 'image/png')).toBe(name);
      const header = responseHeaders(given, 'image/png')['content-disposition'] ?? '';
      expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]*$/);
    }),
  );
});

test('only images and PDFs are shown in place', () => {
  expect(inlineHeaders('a.txt', 'text/plain')['content-disposition']).toMatch(/^attachment/);
  expect(inlineHeaders('a.png', 'image/png')).toMatchObject({
    'content-disposition': expect.stringMatching(/^inline/),
    'x-content-type-options': 'nosniff',
  });
  expect(responseHeaders('a.pdf', 'application/pdf')['content-security-policy']).toContain('sandbox');
});
