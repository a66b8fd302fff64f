import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Answers } from '#core/fields';
import { checkAppFormulas, evaluateForm, prepareForm, reviewRows } from './index.ts';
import { FormPage, ReviewList } from './index.view.ts';
import { app, context, field, formula } from './testing.server.ts';

const fields = [
  field(1, '明細', 'lines', {
    fields: [
      field(11, '金額', 'money'),
      field(12, '個数', 'number'),
      field(13, '割引', 'money', { visible: '個数 > 1' }),
      formula(14, '小計', '金額 * 個数'),
    ],
    options: {
      totals: [
        { by: 'sum', field: '小計' },
        { by: 'sum', field: '割引' },
      ],
    },
  }),
  field(2, '案内', 'link'),
  field(3, '説明', 'rich-text'),
];
const form = prepareForm(app(fields, { one: ['明細', '案内', '説明'] }));
const answers: Answers = {
  '1': [
    { key: 'k1', values: { '11': '100', '12': '2', '13': '30' } },
    { key: 'k2', values: { '11': '50', '12': '1', '13': '30' } },
  ],
  '2': 'https://www.city.example.jp',
  '3': { text: '至急', blocks: [{ kind: 'paragraph', runs: [{ text: '至急', bold: true }] }] },
};

describe('lines with totals', () => {
  it('stand below the lines of the page, without what is hidden', () => {
    const html = renderToStaticMarkup(
      <FormPage form={form} page="one" answers={answers} context={context} />,
    );
    expect(html).toContain('<dt>小計の合計</dt><dd>250</dd>');
    expect(html).toContain('<dt>割引の合計</dt><dd>30円</dd>');
  });
  it('stand in the review and for staff, as do links and formatted text', () => {
    const evaluation = evaluateForm(form, answers, context);
    const [lines, link, text] = reviewRows(form, answers, evaluation, 'ja')[0]!.rows;
    expect(lines!.totals).toEqual([
      { label: '小計の合計', text: '250' },
      { label: '割引の合計', text: '30円' },
    ]);
    expect(link).toMatchObject({ href: 'https://www.city.example.jp/', text: 'https://www.city.example.jp' });
    expect(text).toMatchObject({ text: '至急' });
    const html = renderToStaticMarkup(
      <ReviewList
        form={form}
        answers={answers}
        evaluation={evaluation}
        reader={context}
        changeHref={(page) => page}
      />,
    );
    expect(html).toContain('<a href="https://www.city.example.jp/" rel="noopener noreferrer nofollow">');
    expect(html).toContain('<p><strong>至急</strong></p>');
  });
  it('name fields of the lines that add up, or the pack is told', () => {
    const broken = app(
      [
        field(1, '明細', 'lines', {
          fields: [field(11, '品', 'text')],
          options: {
            totals: [
              { by: 'sum', field: '品' },
              { by: 'max', field: '数' },
              { by: 'count', field: '品' },
            ],
          },
        }),
      ],
      { one: ['明細'] },
    );
    expect(checkAppFormulas(broken).map(({ path, message }) => [path, message])).toEqual([
      ['fields[0].options.totals[0].field', '「品」は足し合わせられません。'],
      ['fields[0].options.totals[1].field', '「明細」に「数」という項目はありません。'],
    ]);
  });
});
