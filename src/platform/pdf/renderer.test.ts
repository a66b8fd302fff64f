import { afterAll, expect, test } from 'vitest';
import { createPdf } from '#platform/pdf.server';
import { qrSvg } from '#platform/qr';
import { readText } from './read-text.testing.ts';

const pdf = createPdf();
afterAll(() => pdf.close());

const source = `#import "letter.typ": *
#let d = input()
#show: letter.with(title: d.title, address: d.address, number: d.number, sender: ("市長",), qr: d.qr)
#lines(d.body)
#record()
#items(d.items)
#listing(d.columns, d.rows)
`;
const data = {
  title: '給付決定通知書',
  address: ['〒801-0000', '見本市港町1-2-3\n○○荘 101', '𠮷野 髙子 様'],
  number: '見本第123号',
  qr: qrSvg('https://city.example/v/ABCD'),
  body: '下記のとおり決定しました。',
  items: [{ label: '氏名', value: '𠮷野 髙子' }],
  columns: [{ header: '月' }, { header: '金額', align: 'right', width: 30 }],
  rows: Array.from({ length: 60 }, (_, index) => [`第${index}回`, `${index},000円`]),
};
const dense = (text: string) => text.replace(/\s+/g, '');

test('a letter is tagged PDF/UA-1 with title and language, its text is the data, its header stands on each page', async () => {
  const result = await pdf.renderPdf({ source, data });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const raw = Buffer.from(result.value.bytes).toString('latin1');
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(raw).toContain('/MarkInfo');
  const { pages, title, language } = await readText(result.value.bytes);
  expect([title, language, pages.length]).toEqual([data.title, 'ja', result.value.pages]);
  for (const text of [data.title, data.number, data.body, ...data.address, ...data.rows.flat(), '𠮷野 髙子'])
    expect(dense(pages.join(''))).toContain(dense(text));
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(`${index + 1} / ${pages.length}`);
    expect(dense(page)).toContain('月金額');
  }
});

test('hostile data is printed literally and does nothing', async () => {
  const body =
    '#eval("1+1") #read("/etc/passwd") ] [ } { \\u{41} \\ $x^2$ *a* _b_ @label <l> // c /* d */ = h `raw` "quoted" sys.inputs';
  const result = await pdf.renderPdf({
    source,
    data: { ...data, body, rows: [[body, ']) #panic()']] },
    standard: 'a-2b',
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const text = dense((await readText(result.value.bytes)).pages.join(''));
  expect(text.split(dense(body)).length - 1).toBe(2);
  expect(text).toContain('])#panic()');
});

test('a character that cannot be printed as written is refused with its place, before anything is issued', async () => {
  const result = await pdf.renderPdf({
    source,
    data: { ...data, body: '絵文字😀と\u202e逆', items: [{ label: '氏名', value: '辻\u{E0105}' }] },
  });
  expect(result).toMatchObject({ ok: false, error: { code: 'invalid' } });
  const issues = result.ok ? [] : result.error.issues;
  expect(issues?.map((issue) => [issue.path, /U\+[^）]*/.exec(issue.message)?.[0]])).toEqual([
    ['body', 'U+1F600'],
    ['body', 'U+202E'],
    ['items[0].value', 'U+8FBB U+E0105'],
  ]);
  expect(JSON.stringify(result)).not.toContain('😀');
});

test('with consent a variant is printed in its base shape, and stays what it was for a reader', async () => {
  const result = await pdf.renderPdf({ source, data: { ...data, body: '辻\u{E0105}' }, variants: 'base' });
  expect(result.ok).toBe(true);
});

test('a fault of a template is an error that quotes no data', async () => {
  const secret = 'CANARY-7731';
  for (const bad of [
    '#input().nothing',
    '#panic(input().body)',
    '#let x = (',
    '#import "@preview/a:1.0.0": *',
    '#set text(font: "No Such Font")\n= x',
  ]) {
    const result = await pdf.renderPdf({
      source: `#import "letter.typ": input\n#set document(title: "t")\n${bad}`,
      data: { body: secret },
    });
    const code = bad.includes('font') ? 'unavailable' : 'internal';
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(result)).not.toContain(secret);
  }
});

test('files outside the technique library cannot be read', async () => {
  for (const path of ['/../renderer.server.ts', '/etc/passwd', '../../../../../package.json']) {
    const result = await pdf.renderPdf({ source: `#set document(title: "t")\n#read("${path}")`, data: {} });
    expect(result.ok).toBe(false);
  }
});

test('the same job at the same moment gives the same bytes; an address that cannot fit stops the letter', async () => {
  const job = { source, data, createdAt: new Date('2026-04-01T00:00:00Z') };
  const [one, two] = [await pdf.renderPdf(job), await pdf.renderPdf(job)];
  expect(one.ok && two.ok && Buffer.from(one.value.bytes).equals(two.value.bytes)).toBe(true);
  const endless = { ...data, address: Array.from({ length: 40 }, () => '見本市'.repeat(20)) };
  expect(await pdf.renderPdf({ source, data: endless })).toMatchObject({
    ok: false,
    error: { code: 'internal' },
  });
});

test('a variant that only a later font draws is drawn by that font, the base shape by the first', async () => {
  const minimal =
    '#import "letter.typ": *\n#show: letter.with(title: "t", show-title: false)\n#lines(input().text)';
  const embeds = async (text: string) => {
    const result = await pdf.renderPdf({ source: minimal, data: { text }, standard: 'a-2u' });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect((await readText(result.value.bytes)).pages.join('')).toContain(text);
    return Buffer.from(result.value.bytes).toString('latin1').includes('NotoSansJP');
  };
  expect([await embeds('周'), await embeds('周\u{E0100}'), await embeds('辻\u{E0100}')]).toEqual([
    false,
    true,
    false,
  ]);
});
