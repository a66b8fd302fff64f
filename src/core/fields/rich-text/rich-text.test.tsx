import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse, read, runs } from '../testing.server.ts';
import { readMarks } from './marks.ts';
import type { Block, RichText } from './model.ts';
import { plainText } from './model.ts';
import { RichTextView } from './view.tsx';

const field = fieldOf('rich-text');
const blocksOf = (text: string): Block[] => (read(field, text).value as unknown as RichText).blocks;
const html = (text: string): string =>
  renderToStaticMarkup(<RichTextView value={read(field, text).value as unknown as RichText} />);

describe('rich-text', () => {
  it('reads paragraphs, headings, lists, bold, links and tables', () => {
    const text =
      '# 見出し\n本文は**「至急」**です。\n　次の行\n\n・りんご\n・みかん\n\n1. はじめ\n２．おわり\n\n| 品 | 数 |\n|---|---|\n| 傘 | 2 |\n\n[市役所](www.city.example.jp)へ';
    expect(html(text)).toBe(
      '<div class="rich-text"><h4>見出し</h4><p>本文は<strong>「至急」</strong>です。\n　次の行</p>' +
        '<ul><li>りんご</li><li>みかん</li></ul><ol><li>はじめ</li><li>おわり</li></ol>' +
        '<div class="rich-table" tabindex="0"><table><thead><tr><th scope="col">品</th><th scope="col">数</th></tr></thead>' +
        '<tbody><tr><td>傘</td><td>2</td></tr></tbody></table></div>' +
        '<p><a href="https://www.city.example.jp/" rel="noopener noreferrer nofollow">市役所</a>へ</p></div>',
    );
  });
  it('meets long texts of nothing but signs at once', () => {
    for (const sign of ['*', '**', '[', '](', '\\', '|', '#', '[a](', '1. ']) {
      const started = performance.now();
      readMarks(sign.repeat(200_000 / sign.length));
      expect(performance.now() - started, sign).toBeLessThan(60_000);
    }
  });
  it('leaves alone what is no mark', () => {
    for (const text of [
      '2026年は 3 * 4 = 12',
      'C:\\temp\\a',
      '[注] 参照',
      '・・・つづく',
      '#タグ',
      '-5度',
      '**',
      'a*b',
    ])
      expect(blocksOf(text)).toEqual([{ kind: 'paragraph', runs: [{ text }] }]);
    expect(blocksOf('\\# 番号')).toEqual([{ kind: 'paragraph', runs: [{ text: '# 番号' }] }]);
  });
  it('lets no script, address or element through that is not allowed', () => {
    const out = html(
      '<script>alert(1)</script> [x](javascript:alert(1)) [y](data:text/html,a) <img onerror=a>',
    );
    expect(out).not.toMatch(/<(?!\/?(div|p)\b)/);
    expect(out).toContain('[x](javascript:alert(1))');
  });
  it('refuses trees that nobody could have typed', () => {
    const refused = (value: unknown) => contracts['rich-text'].validate(value as never, field, context);
    const typed = read(field, '本文').value as unknown as RichText;
    expect(refused(typed)).toEqual([]);
    expect(refused(JSON.parse(JSON.stringify({ blocks: typed.blocks, text: typed.text })))).toEqual([]);
    const run = { text: 'x', href: 'javascript:alert(1)' };
    for (const blocks of [
      [{ kind: 'paragraph', runs: [run] }],
      [{ kind: 'paragraph', runs: [{ text: 'x', onclick: 'a' }] }],
      [{ kind: 'html', runs: [] }],
      [{ kind: 'heading', level: 9, runs: [{ text: 'x' }] }],
      [],
    ])
      expect(refused({ text: plainText(blocks as never), blocks })).toHaveLength(1);
    expect(refused({ text: 'other', blocks: typed.blocks })).toHaveLength(1);
    expect(refused('<b>x</b>')).toHaveLength(1);
  });
  it('gives formulas and lists the plain text', () => {
    const { value } = read(field, '# 題\n- **a**\n- b\n\n| c | d |');
    expect(contracts['rich-text'].toFormula(value, field)).toBe('題\n・a\n・b\nc | d');
    expect(contracts['rich-text'].print(value, field, 'ja')).toContain('・a');
    expect(read(field, '   ').value).toBeNull();
  });
  it('comes back the same, whatever was typed', () => {
    const piece = fc.constantFrom(
      ...[
        '**',
        '*',
        '\\',
        '[',
        ']',
        '](',
        '(',
        ')',
        '# ',
        '- ',
        '・',
        '1. ',
        '|',
        '| a |',
        '\n',
        '\n\n',
        ' ',
        '　',
        'あ',
        'a',
      ],
      ...[
        '-',
        '---',
        '|--|',
        'https://a.jp',
        '[x](https://a.jp/(b)|c)',
        '[**x**](a@b.jp)',
        '２．',
        '\u0000',
        '＃ ',
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const { value } = parse(field, { f1: [typed] });
        if (value === null) return;
        expect(comesBack(field, value)).toEqual(value);
        if (!/[^\P{C}\n]/u.test(typed))
          expect(contracts['rich-text'].validate(value, field, context)).toEqual([]);
      }),
      { ...runs, numRuns: 1500 },
    );
  });
});
