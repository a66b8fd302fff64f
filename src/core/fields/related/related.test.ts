import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts } from '../contracts.ts';
import type { RelatedRows } from '../model.ts';
import { fieldSchema } from '../schema.server.ts';
import { fieldOf, parse } from '../testing.server.ts';
import { widgets } from '../widgets.tsx';

const field = fieldOf('related', { app: 'visits', by: '会社', show: ['日付', '結果'] });
const draw = (rows?: RelatedRows) =>
  renderToStaticMarkup(
    widgets.related({
      field,
      name: 'f1',
      typed: {},
      reader: { language: 'ja', names: rows === undefined ? {} : { related: { 1: rows } } },
      required: false,
      issues: [],
    }),
  );

describe('related', () => {
  it('is stored nowhere and taken from nobody', () => {
    expect(columnOf(field)).toMatchObject({ sqlType: null, unstored: true });
    expect(parse(field, { f1: ['x'] }, 'y').value).toBeNull();
    expect(contracts.related.readOnly).toBe(true);
  });
  it('meets its records one way', () => {
    const whole = { app: 'visits', show: ['日付'] };
    const good = (options: object) =>
      fieldSchema.safeParse({ id: 1, code: 'r', type: 'related', label: { ja: 'r' }, options } as never)
        .success;
    const match = { own: '番号', theirs: '会社番号' };
    expect([good({ ...whole, by: '会社' }), good({ ...whole, match })]).toEqual([true, true]);
    expect([good(whole), good({ ...whole, by: '会社', match })]).toEqual([false, false]);
  });
  it('shows rows under their headings, each with a way to its record', () => {
    const html = draw({
      columns: ['日付', '結果'],
      rows: [{ id: 'a', href: '/apps/visits/a', cells: ['', '良好'] }],
      more: true,
    });
    expect(html).toContain('<th scope="col">結果</th>');
    expect(html).toContain('<a href="/apps/visits/a">開く</a>');
    expect(html).toContain('1件だけ出しています');
  });
  it('says when there are none', () => expect(draw()).toContain('関連する記録はありません。'));
});
