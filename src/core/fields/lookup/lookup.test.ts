import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';
import { widgets } from '../widgets.tsx';

const id = '0b8e2a46-8f0a-4a5e-9c53-0f6a3c1d2e4f';
const field = fieldOf('lookup', {
  app: 'companies',
  key: '番号',
  copy: [{ from: '名称', to: '会社名', locked: true }],
});
const value = { key: '6020001', record: id };

describe('lookup', () => {
  it('remembers its record while the key stands, and forgets it with another key', () => {
    expect(parse(field, { f1: [' 6020001 '] }, value).value).toEqual(value);
    expect(parse(field, { f1: ['7'] }, value).value).toEqual({ key: '7', record: null });
    expect(parse(field, { f1: ['7'], 'f1.record': [id] }).value).toEqual({ key: '7', record: id });
    // A record chosen for one key is not that of another typed since.
    expect(parse(field, { f1: ['8'], 'f1.record': [id], 'f1.of': ['7'] }).value).toEqual({
      key: '8',
      record: null,
    });
    expect(parse(field, { f1: [''] }, value).value).toBeNull();
    expect(comesBack(field, value)).toEqual(value);
  });
  it('refuses a record that is no id, and anything that is no lookup', () => {
    const check = (bad: unknown) => contracts.lookup.validate(bad as never, field, context).length;
    expect([check(value), check({ key: 'x', record: 'y' }), check('x'), check({ record: id })]).toEqual([
      0, 1, 1, 1,
    ]);
  });
  it('is its key for people, formulas and sorting', () => {
    expect(contracts.lookup.print(value, field, 'ja')).toBe('6020001');
    expect(contracts.lookup.toFormula(value, field)).toBe('6020001');
    expect(columnOf(field).sortExpression('f1')).toBe("f1->>'key'");
  });
  it('copies by a button without script, and asks which one where several have the key', () => {
    const html = renderToStaticMarkup(
      widgets.lookup({
        field,
        name: 'f1',
        typed: { f1: ['6'] },
        answer: value,
        reader: {
          language: 'ja',
          names: { choices: { 1: { entries: [{ value: id, label: '株式会社あかつき' }], all: false } } },
        },
        required: true,
        issues: [],
      }),
    );
    expect(html).toContain('value="copy:f1"');
    expect(html).toContain('もう一度写す');
    expect(html).toContain(`name="f1.record" value="${id}"`);
  });
});
