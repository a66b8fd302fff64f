import { describe, expect, it } from 'vitest';
import { functionNames, functionTable, type ScopeField, scopeOf } from '#kernel/formula';
import { completeAt, take } from './complete.ts';

const field = (
  id: string,
  code: string,
  type: ScopeField['type'],
  more: Partial<ScopeField> = {},
): ScopeField => ({
  id,
  code,
  type,
  label: code,
  ...more,
});
const scope = scopeOf([
  field('1', '区', 'choice', { options: ['門司区', '小倉北区'] }),
  field('2', '危険度', 'number', { label: '建物の危険度' }),
  field('3', '備考（その他）', 'text'),
  field('4', '明細', 'collection', {
    item: scopeOf([field('1', '品名', 'text'), field('2', '金額', 'number')]),
  }),
  field('5', '金庫', 'text'),
]);

/** `|` is the caret. */
function at(marked: string, asked = false) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const completion = completeAt(text, caret, scope, asked);
  return {
    titles: completion?.suggestions.map((one) => one.title) ?? [],
    /** What the text becomes when the first suggestion is taken. */
    taken: () => {
      const after = take(text, completion!, completion!.suggestions[0]!);
      return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
    },
  };
}

describe('what may be written where the caret stands', () => {
  it('fields are found by code and by the name people read', () => {
    expect(at('危|').taken()).toBe('危険度|');
    expect(at('建物|').titles).toEqual(['危険度']);
  });

  it('a name that needs brackets gets them', () => {
    expect(at('備考|').taken()).toBe('[備考（その他）]|');
    expect(at('[備|').taken()).toBe('[備考（その他）]|');
  });

  it('functions are found by name, in any width and case, and by what they do in Japanese', () => {
    expect(at('ｓｕ|').titles[0]).toBe('SUM(数, …)');
    expect(at('合計|').titles).toContain('SUM(数, …)');
    expect(at('cou|').taken()).toBe('COUNT(|)');
    expect(at('tod|').taken()).toBe('TODAY()|');
    expect(at('SU|(明細.金額)').taken()).toBe('SUM|(明細.金額)');
  });

  it('after a dot stand the fields of the lines, and only those', () => {
    expect(at('SUM(明細.|)').titles).toEqual(['品名', '金額']);
    expect(at('SUM(FILTER(明細, 金額 > 1).金|)').titles).toEqual(['金額']);
  });

  it('inside a condition about lines their fields come before those around', () => {
    expect(at('ANY(明細, 金|)').titles.slice(0, 2)).toEqual(['金額', '金庫']);
    expect(at('ANY(明細, 金額 > 1) & 金|').titles.slice(0, 1)).toEqual(['金庫']);
  });

  it('inside quotation marks stand the choices of the field beside', () => {
    expect(at('区 = "門|').taken()).toBe('区 = "門司区|');
    expect(at('"門|').titles).toEqual([]);
  });

  it('nothing comes up unasked before a letter is typed, and everything when asked', () => {
    expect(at('1 + |').titles).toEqual([]);
    expect(at('1 + |', true).titles).toContain('区');
  });

  it('a name that stands there whole is left alone', () => {
    expect(at('危険度|').titles).toEqual([]);
  });

  it('every function of the language can be chosen and says in Japanese what it does', () => {
    for (const name of functionNames) {
      const found = completeAt(name, name.length, scopeOf([]), true)?.suggestions.find((one) =>
        one.title.startsWith(`${name}(`),
      );
      expect(found?.detail, name).toMatch(/[ぁ-んァ-ヶ一-龠]/u);
    }
    expect(functionTable()).toHaveLength(functionNames.length);
  });
});
