import { describe, expect, test } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { fromTsv, laidOut, toHtml, toTsv } from './clipboard.ts';

const cell = fc.string({ unit: fc.constantFrom('a', '漢', '"', '\t', '\n', ' ', ',', '𠮷') });
const width = fc.integer({ min: 1, max: 4 });

describe('blocks of cells', () => {
  test('what is copied comes back the same, with quotes, tabs and line breaks in its cells', () => {
    const block = width.chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(block, (cells) => {
        expect(fromTsv(toTsv([...cells, ['end']]))).toEqual([...cells, ['end']]);
      }),
    );
  });
  test('as Excel gives it: a last line break is none, quotes within a cell stay', () => {
    expect(fromTsv('備品\t台数\r\n5" ケース\t2\r\n')).toEqual([
      ['備品', '台数'],
      ['5" ケース', '2'],
    ]);
    expect(fromTsv('"一行目\n二行目"\t"彼の""本"""')).toEqual([['一行目\n二行目', '彼の"本"']]);
    expect(fromTsv('"閉じない\t2')).toEqual([['"閉じない', '2']]);
    expect(fromTsv('a\t\t\n\tb')).toEqual([
      ['a', '', ''],
      ['', 'b'],
    ]);
  });
  test('no HTML comes out of a cell; codes keep their zeros', () => {
    const html = toHtml(
      [
        ['<b>&', '0012'],
        ['一\n二', ''],
      ],
      [true, false],
    );
    expect(html).toContain('&lt;b&gt;&amp;');
    expect(html).toContain(`<td style="mso-number-format:'\\@'">`);
    expect(html).toContain('一<br style="mso-data-placement:same-cell">二');
  });
  test('one value fills what is marked, a block as often as it fits, else once', () => {
    const at = { top: 0, left: 0 };
    expect(laidOut([['x']], { ...at, rows: 2, columns: 2 })).toEqual([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(laidOut([['x'], ['y']], { ...at, rows: 4, columns: 1 })).toEqual([['x'], ['y'], ['x'], ['y']]);
    expect(laidOut([['x'], ['y']], { ...at, rows: 3, columns: 1 })).toEqual([['x'], ['y']]);
  });
});
