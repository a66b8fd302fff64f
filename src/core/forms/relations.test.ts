/** Fields that look at other apps: what definitions may say of them, and what is calculated from them. */
import { describe, expect, it } from 'vitest';
import type { Json, Typed } from '#core/fields';
import {
  actOnPage,
  checkAppFormulas,
  evaluateForm,
  type FormApp,
  formulasOnRead,
  prepareForm,
  readAction,
  recordScope,
  submittedAnswers,
} from './index.ts';
import { app, context, field, formula } from './testing.server.ts';

const companies = (extra: Parameters<typeof app>[0] = []): FormApp => ({
  ...app(
    [
      field(1, '番号', 'text'),
      field(2, '名称', 'text'),
      field(3, '資本', 'money'),
      field(4, '口座', 'bank-account'),
      formula(5, '倍', '資本 * 2'),
      ...extra,
    ],
    {},
  ),
  id: 'companies',
});
const visits = (...extra: Parameters<typeof app>[0]): FormApp => ({
  ...app(
    [field(1, '会社', 'reference', { options: { app: 'companies' } }), field(2, '点', 'number'), ...extra],
    {},
  ),
  id: 'visits',
});
const find =
  (...apps: FormApp[]) =>
  (id: string) =>
    apps.find((one) => one.id === id);
const problems = (one: FormApp, ...others: FormApp[]) =>
  checkAppFormulas(one, find(one, ...others))
    .filter(({ message }) => !message.includes('どのページにも'))
    .map(({ path, severity }) => (severity === 'error' ? path : `(${path})`));

const related = (more: object = {}) =>
  field(6, '訪問', 'related', { options: { app: 'visits', by: '会社', show: ['点'], ...more } });
const lookup = (...copy: object[]) =>
  field(3, '照会', 'lookup', { options: { app: 'companies', key: '番号', copy } });

describe('what definitions say of other apps', () => {
  it('is held against what is there', () => {
    expect(problems(visits(), companies())).toEqual([]);
    expect(problems(visits())).toEqual(['fields[0].options.app']);
    expect(problems(companies([related()]), visits())).toEqual([]);
    expect(
      problems(companies([related({ show: ['点', '無い'], sort: { field: 'どこ' } })]), visits()),
    ).toEqual(['fields[5].options.show[1]', 'fields[5].options.sort.field']);
    // 点 points nowhere, and a reference to a third app does not point here.
    expect(problems(companies([related({ by: '点' })]), visits())).toEqual(['fields[5].options.by']);
    const equal = (own: string, theirs: string) => related({ by: undefined, match: { own, theirs } });
    expect(problems(companies([equal('資本', '点')]), visits())).toEqual([]);
    expect(problems(companies([equal('資本', '会社')]), visits())).toEqual(['fields[5].options.match']);
    expect(problems(companies([equal('口座', '会社')]), visits())).toContain('fields[5].options.match.own');
  });
  it('is held against it inside lines too', () => {
    const lines = field(9, '明細', 'lines', {
      fields: [field(10, '相手', 'reference', { options: { app: 'nobody' } })],
    });
    expect(problems(companies([lines]))).toEqual(['fields[5].fields[0].options.app']);
  });
  it('copies only into fields that take the value, and never what is sealed', () => {
    const copied = [field(4, '名', 'text'), field(5, '額', 'number'), field(6, '日', 'date')];
    const check = (...copy: object[]) => problems(visits(lookup(...copy), ...copied), companies());
    expect(check({ from: '名称', to: '名', locked: true }, { from: '資本', to: '額' })).toEqual([]);
    expect(check({ from: '名称', to: '額' })).toEqual(['fields[2].options.copy[0]']);
    expect(check({ from: '口座', to: '名' })).toContain('fields[2].options.copy[0].from');
    expect(check({ from: '無い', to: '無い' })).toEqual([
      'fields[2].options.copy[0].from',
      'fields[2].options.copy[0].to',
    ]);
    expect(check({ from: '番号', to: '名' }, { from: '名称', to: '名' })).toEqual([
      'fields[2].options.copy[1].to',
    ]);
    const two = [field(7, '別', 'lookup', { options: { app: 'companies', key: '資本', copy: [] } })];
    expect(problems(visits(...two), companies())).toEqual([]);
  });
  it('numbers by fields that have one value', () => {
    const numbered = (pattern: string) => field(3, '受付', 'auto-number', { options: { pattern } });
    const ward = (required: boolean) => field(4, '区', 'choice', { required });
    expect(problems(visits(numbered('{年度}-{区}-{0}'), ward(true)), companies())).toEqual([]);
    expect(problems(visits(numbered('{区}-{0}'), ward(false)), companies())).toEqual([
      '(fields[2].options.pattern)',
    ]);
    expect(problems(visits(numbered('{点}-{町}-{0}')), companies())).toEqual([
      'fields[2].options.pattern',
      'fields[2].options.pattern',
    ]);
  });
});

describe('what is calculated from records of other apps', () => {
  const one = companies([
    related(),
    formula(7, '回数', 'COUNT(訪問)'),
    formula(8, '合計', 'SUM(訪問.点) + 倍'),
    formula(9, '多い', 'IF(回数 > 3, "多", "少")'),
    formula(10, '自分', '資本 + 1'),
  ]);
  const apps = find(one, visits(formula(9, '重み', '点 * 2')));
  it('has types, whatever looks at it, and stays out of what is stored', () => {
    expect(problems(one, visits())).toEqual([]);
    const found = formulasOnRead(one.fields, apps);
    expect([...found].map(([id, { type }]) => [id, type.kind])).toEqual([
      [7, 'number'],
      [8, 'number'],
      [9, 'text'],
    ]);
    const form = prepareForm(one, apps);
    expect(form.fields.filter((each) => each.onRead).map((each) => [each.code, each.calculate])).toEqual([
      ['回数', undefined],
      ['合計', undefined],
      ['多い', undefined],
    ]);
    const answers = { 3: '5', 7: '9' as Json };
    expect(evaluateForm(form, answers, context).calculated).toMatchObject({ f5: '10', f10: '6', f7: null });
    expect(submittedAnswers(form, answers, context)).toEqual({ 3: '5', 5: '10', 10: '6' });
  });
  it('cannot be said in what is checked while typing, nor in lines', () => {
    const said = (more: object) => problems(companies([related(), field(7, 'x', 'text', more)]), visits());
    expect(said({ visible: 'COUNT(訪問) > 0' })).toEqual(['fields[6].visible']);
    const lines = field(9, '明細', 'lines', { fields: [formula(11, '行', 'COUNT(訪問)')] });
    expect(problems(companies([related(), lines]), visits())).toEqual([
      'fields[6].fields[0].options.formula',
    ]);
  });
  it('ends at the other app: what it calculates from us has no name here', () => {
    const back = visits(
      field(3, '元', 'related', {
        options: { app: 'companies', match: { own: '点', theirs: '資本' }, show: ['名称'] },
      }),
      formula(4, '輪', 'SUM(元.合計)'),
      formula(5, '重み', '点 * 2'),
    );
    const circle = { ...one, fields: [...one.fields, formula(12, '円', 'SUM(訪問.輪)')] };
    expect(problems(circle, back)).toEqual(['fields[10].options.formula']);
    expect(problems({ ...one, fields: [...one.fields, formula(12, '重', 'SUM(訪問.重み)')] }, back)).toEqual(
      [],
    );
  });
  it('is named for filters only where the other apps are given', () => {
    expect(recordScope(one.fields).byName.has('訪問')).toBe(false);
    expect(recordScope(one.fields).byName.has('回数')).toBe(false);
    expect(recordScope(one.fields, apps).byName.get('訪問')?.type).toBe('collection');
    expect(recordScope(one.fields, apps).byName.get('訪問')?.item?.byName.has('重み')).toBe(true);
  });
});

describe('buttons that look elsewhere', () => {
  const form = prepareForm(
    visits(
      lookup({ from: '名称', to: '名' }, { from: '番号', to: '住' }),
      field(4, '名', 'text'),
      field(5, '住', 'address'),
    ),
    find(companies()),
  );
  const press = (typed: Typed, button: string, ports = {}) =>
    actOnPage(form, typed, readAction({ _action: [button] }), context, ports);
  it('find what may be chosen, and say so when nothing can be found now', async () => {
    const choices = { entries: [{ value: 'x', label: 'X' }], all: false };
    const typed = { 'f1.find': ['あか'], f4: ['z'] };
    const asked: unknown[] = [];
    const ports = {
      find: async (one: { id: number }, text: string) => {
        asked.push([one.id, text]);
        return choices;
      },
    };
    expect(await press(typed, 'find:f1', ports)).toEqual({
      typed,
      focus: 'f1.find',
      notices: [],
      choices: { 1: choices },
    });
    expect(asked).toEqual([[1, 'あか']]);
    const message = '今は探せません。しばらくしてから、もう一度押してください。';
    expect((await press(typed, 'find:f1')).notices).toEqual([{ path: 'f1', message }]);
    expect(
      (await press(typed, 'find:f1', { find: () => Promise.reject(new Error('down')) })).notices[0]?.message,
    ).toBe(message);
  });
  it('copy into the controls of the fields meant, and remember for which key', async () => {
    const typed = { f3: ['7'], f4: ['前'], 'f5.town': ['本町'], 'f5.city': ['x'], f2: ['1'] };
    const values = new Map<string, Json>([
      ['4', '新'],
      ['5', null],
    ]);
    const acted = await press(typed, 'copy:f3', {
      lookUp: async () => ({ key: '007', record: 'r', values }),
    });
    expect(acted.typed).toEqual({
      f3: ['007'],
      'f3.record': ['r'],
      'f3.of': ['007'],
      f4: ['新'],
      f5: [''],
      f2: ['1'],
    });
    expect(acted.notices[0]?.message).toBe('写しました。');
    const several = { several: [{ value: 'r', label: 'R' }] };
    expect(await press(typed, 'copy:f3', { lookUp: async () => several })).toMatchObject({
      typed,
      choices: { 3: { entries: several.several } },
    });
    expect(
      (await press(typed, 'copy:f3', { lookUp: async () => ({ nothing: '会社' }) })).notices[0]?.message,
    ).toContain('「会社」');
    expect((await press({}, 'copy:f3')).notices[0]?.message).toContain('入力してから');
    expect(await press(typed, 'copy:f4')).toEqual({ typed, notices: [] });
  });
});
