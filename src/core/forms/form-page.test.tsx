/** Pages as HTML: every control labelled, errors tied to controls, nothing that needs script. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Answers, Json } from '#core/fields';
import { fieldSchema } from '#core/fields.server';
import {
  checkPage,
  diffAnswers,
  evaluateForm,
  type FormApp,
  type FormContext,
  type PageModel,
  prepareForm,
  progress,
  restrictTo,
} from './index.ts';
import { AnswerList, FormPage, type FormPageProps, ReviewList } from './index.view.ts';
import { app, context, field } from './testing.server.ts';

const folder = path.resolve(import.meta.dirname, '../../../packs/demo/apps');
const forms = readdirSync(folder).map((file) => {
  const raw = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as FormApp;
  return prepareForm({ ...raw, fields: raw.fields.map((each) => fieldSchema.parse(each)) });
});
const school = forms.find((form) => form.appId === 'school-expense-assistance')!;

const page = (form: FormPageProps['form'], id: string, more: Partial<FormPageProps> = {}) =>
  renderToStaticMarkup(<FormPage form={form} page={id} answers={{}} context={context} {...more} />);

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '');
const decoded = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
const modelIn = (html: string) =>
  JSON.parse(decoded(/data-model="([^"]*)"/.exec(html)?.[1] ?? '')) as PageModel;

describe.each(forms.flatMap((form) => form.pages.map((each) => [form.appId, each.id, form] as const)))(
  '%s %s',
  (_app, id, form) => {
    const html = page(form, id);
    it('labels every control once', () => {
      const ids = all(html, /\sid="([^"]+)"/g);
      expect(ids.filter((each, index) => ids.indexOf(each) !== index)).toEqual([]);
      const labelled = new Set(all(html, /<label[^>]*\sfor="([^"]+)"/g));
      const controls = [...html.matchAll(/<(?:input|select|textarea)\s([^>]*)>/g)]
        .map((match) => match[1] ?? '')
        .filter((attributes) => !attributes.includes('type="hidden"'));
      for (const attributes of controls) {
        const own = /(?:^|\s)id="([^"]+)"/.exec(attributes)?.[1];
        if (!attributes.includes('aria-label=')) expect(labelled, attributes).toContain(own);
      }
      for (const target of labelled) expect(ids).toContain(target);
    });
    it('ties descriptions to what is there', () => {
      const ids = new Set(all(html, /\sid="([^"]+)"/g));
      for (const list of all(html, /aria-describedby="([^"]+)"/g))
        for (const each of list.split(' ')) expect(ids).toContain(each);
    });
    it('has no inline style, no script, no placeholder as label', () => {
      expect(html).not.toMatch(/\sstyle=|<script|placeholder=|\son[a-z]+="/);
    });
  },
);

describe('FormPage', () => {
  it('goes on when Enter is pressed in a box: its first button is the one that does', () => {
    const html = page(school, 'children');
    expect(/<button[^>]*>/.exec(html)?.[0]).toContain('value="next"');
    expect(html).toContain('value="add:f10"');
    expect(html).toContain('value="remove:f10:k1"');
  });
  it('says every error above its control and in the summary, linked', () => {
    const { issues, answers } = checkPage(
      school,
      'contact',
      { 'f3.town': ['本町'], f4: ['12'] },
      {},
      context,
    );
    const html = page(school, 'contact', { answers, issues, typed: { 'f3.town': ['本町'], f4: ['12'] } });
    const links = all(html, /<a href="#([^"]+)">/g);
    expect(links).toEqual(['f3-prefecture', 'f3-city', 'f4']);
    for (const link of links) expect(html).toMatch(new RegExp(`id="${link}"`));
    expect(html).toContain('aria-describedby="f4-help f4-error" aria-invalid="true"');
    expect(html).toContain('value="12"');
    expect(html).toMatch(/role="alert"/);
  });
  it('leads from an error of a whole question to a control that is there', () => {
    for (const form of forms) {
      for (const { id } of form.pages) {
        const { issues } = checkPage(form, id, {}, {}, context);
        const html = page(form, id, { issues });
        for (const link of all(html, /<a href="#([^"]+)">/g))
          expect(html, link).toMatch(new RegExp(`id="${link}"`));
      }
    }
  });
  it('says required and optional in words, in every language', () => {
    const words = (language: string) => page(school, 'contact', { context: { ...context, language } });
    expect(words('ja')).toMatch(/必須.*任意/s);
    expect(words('ja-easy')).toMatch(/かならず.*書かなくて いい/s);
    expect(words('en')).toMatch(/required.*optional/s);
  });
  it('marks text that fell back to another language', () => {
    const form = prepareForm(app([field(1, '名', 'text', { label: { ja: '名前' } })], { one: ['名'] }));
    expect(page(form, 'one', { context: { ...context, language: 'en' } })).toContain(
      '<span lang="ja">名前</span>',
    );
  });
  it('never gives an individual number back', () => {
    const form = prepareForm(app([field(1, '番号', 'individual-number')], { one: ['番号'] }));
    const html = page(form, 'one', { answers: { '1': '123456789018' } });
    expect(html).not.toContain('123456789018');
    expect(html).toContain('入力済みです');
  });
  it('gives its script what this page needs and no more', () => {
    const answers: Answers = {
      '1': { kind: 'two', family: '秘密', given: 'x' },
      '50': '借家',
      '51': '50000',
      '70': { bank: '0001' },
    };
    const model = modelIn(page(school, 'income', { answers }));
    expect(model.form.fields.map((each) => each.id).sort((a, b) => a - b)).toEqual([10, 30, 40, 41, 42]);
    expect(JSON.stringify(model)).not.toContain('秘密');
    expect(model.context.texts?.['fields.number.invalid']).toContain('数字');
    expect(model.context.texts?.['fields.bank.bank']).toBeUndefined();
  });
  it('keeps watched sums with the buttons, and leads to its headings where there are many', () => {
    const parts = Array.from({ length: 6 }, (_one, n) => ({ heading: { ja: `部位${n + 1}` } }));
    const judged = app(
      [
        field(1, '点', 'number'),
        field(2, '合計', 'formula', { options: { formula: '点 * 2', result: 'number', pinned: true } }),
        field(3, '別', 'formula', { options: { formula: '点 * 3', result: 'number' } }),
      ],
      { one: ['合計', '点', '別'] },
    );
    judged.form.pages[0]!.items.push(...parts);
    const html = page(prepareForm(judged), 'one', { answers: { '1': '5' }, contents: true });
    const actions = html.slice(html.indexOf('class="form-actions"'));
    expect(actions).toMatch(/form-pinned.*data-calculated="f2"/);
    expect(html.match(/data-calculated="f2"/g)).toHaveLength(1);
    expect(actions).not.toContain('data-calculated="f3"');
    const targets = all(html, /<a href="#(heading-[0-9]+)"/g);
    expect(targets).toHaveLength(6);
    for (const id of targets) expect(html).toContain(`<h2 class="form-heading" id="${id}">`);
    expect(page(prepareForm(judged), 'one')).not.toContain('form-contents');
  });

  it('shows progress and when it was saved', () => {
    const html = page(school, 'contact', {
      progress: progress(school, evaluateForm(school, {}, context), 'contact'),
      savedAt: '14:05',
    });
    expect(html).toContain('2 / 11');
    expect(html).toMatch(/あと\d+分ほど/);
    expect(html).toContain('保存しました 14:05');
  });
  it('closes what a correction does not ask for', () => {
    const correction = restrictTo(school, ['f4']);
    const html = page(correction, 'contact', { answers: { '4': '090-1234-5678', '5': 'a@example.jp' } });
    expect(html).toContain('name="f4"');
    expect(html).not.toContain('name="f5"');
    expect(html).toContain('a@example.jp');
  });
});

describe('answers', () => {
  const answers: Answers = {
    '1': { kind: 'two', family: '山田', given: '太郎' },
    '4': '090-1234-5678',
    '10': [{ key: 'k1', values: { '13': '朝凪小学校' } }] as unknown as Json,
    '71': [{ fileId: 'a', name: '写し.pdf', type: 'application/pdf', bytes: 1000 }] as unknown as Json,
  };
  it('are reviewed with a link back each', () => {
    const html = renderToStaticMarkup(
      <ReviewList
        form={school}
        answers={answers}
        evaluation={evaluateForm(school, answers, context)}
        reader={context}
        changeHref={(to, control) => `/${to}?from=review#${control}`}
      />,
    );
    expect(html).toContain('山田　太郎');
    expect(html).toContain('href="/about-you?from=review#f1"');
    expect(html).toContain('変更する<span class="visually-hidden">（あなた（保護者）の氏名）</span>');
    expect(html).not.toMatch(/href="[^"]*#f41"/);
  });
  it('are shown to staff with changes and corrections in words', () => {
    const changed = diffAnswers(school, { ...answers, '4': '090-0000-0000' }, answers, 'ja').map(
      ({ path: each }) => each,
    );
    const html = renderToStaticMarkup(
      <AnswerList
        form={school}
        answers={answers}
        context={context}
        changed={changed}
        asked={['f10[k1].f13']}
        staffFields
        renderFile={(file) => <a href={`/files/${file.fileId}`}>{file.name}</a>}
      />,
    );
    expect(html).toContain('変更あり');
    expect(html).toContain('補正をお願いした項目');
    expect(html).toContain('href="/files/a"');
    expect(html).toContain('判定の目安');
  });
  it('stay under seal where the key is elsewhere', () => {
    const staff: FormContext = { ...context };
    const html = renderToStaticMarkup(
      <AnswerList form={school} answers={{ '70': { sealed: 'AAAA' } }} context={staff} />,
    );
    expect(html).toContain('厳重に保管しています');
    expect(html).not.toContain('AAAA');
  });
});
