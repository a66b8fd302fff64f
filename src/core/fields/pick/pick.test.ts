import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts, formulaTypeOf } from '../contracts.ts';
import type { Answers, FieldType, Names } from '../model.ts';
import { initialAnswers, pointersIn } from '../pointers.ts';
import { printAnswer } from '../print.ts';
import { fieldSchema } from '../schema.server.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';
import { widgets } from '../widgets.tsx';

const [one, two, stranger] = ['1', '2', '3'].map((n) => `0b8e2a46-8f0a-4a5e-9c53-0f6a3c1d2e4${n}`) as [
  string,
  string,
  string,
];
const names: Names = {
  staff: { [one]: '髙橋 美咲', [two]: '林 葵（休止中）' },
  departments: { 'SOMU-JOHO': '情報政策課（廃止）' },
  records: { companies: { [one]: '株式会社あかつき' } },
};
const user = fieldOf('user');
const users = fieldOf('user', { multiple: true, max: 2 });
const check = (field: typeof user, value: unknown, more: object = {}) =>
  contracts[field.type].validate(value as never, field, { ...context, ...more }).map((each) => each.message);
const choicesOf = (...values: string[]) => ({
  names: { choices: { 1: { entries: values.map((value) => ({ value, label: value })), all: true } } },
});

describe('choosing by name', () => {
  it('keeps ids, one or several, each once in the order chosen', () => {
    expect(parse(user, { f1: [one] }).value).toBe(one);
    expect(parse(users, { f1: [two, '', one, two] }).value).toEqual([two, one]);
    expect([parse(user, { f1: [''] }).value, parse(users, {}).value]).toEqual([null, null]);
    expect([comesBack(user, one), comesBack(users, [two, one])]).toEqual([one, [two, one]]);
  });
  it('says so when a name was typed and nothing chosen', () => {
    expect(parse(user, { f1: [''], 'f1.find': ['髙橋'] }).issues).toEqual([
      { path: 'find', message: '「探す」を押し、出てきた中から選んでください。' },
    ]);
    expect(parse(user, { f1: [one], 'f1.find': ['髙橋'] }).issues).toEqual([]);
  });
  it('refuses what is no id, the wrong number, and what was not offered', () => {
    const unknown = '選択肢の中から選んでください。';
    for (const bad of ['x', [one], 5, {}, `${one}'`])
      expect(check(user, bad), String(bad)).toEqual([unknown]);
    for (const bad of [one, [one, one], [one, 5], [{}]]) expect(check(users, bad)).toEqual([unknown]);
    expect(check(users, [one, two, stranger])).toEqual(['2つまで選べます。']);
    expect(check(user, stranger, choicesOf(one))).toEqual([unknown]);
    expect(check(user, one, choicesOf(one))).toEqual([]);
    // Who has left since stays where they were chosen.
    expect(check(user, two, { ...choicesOf(one), previous: two })).toEqual([]);
  });
  it('prints names, with the mark of who left; never an id', () => {
    expect(printAnswer(users, [one, two], { language: 'ja', names })).toBe('髙橋 美咲、林 葵（休止中）');
    expect(printAnswer(user, stranger, { language: 'en', names })).toBe('(unknown)');
    expect(printAnswer(fieldOf('department'), 'SOMU-JOHO', { language: 'ja', names })).toBe(
      '情報政策課（廃止）',
    );
    expect(printAnswer(fieldOf('reference', { app: 'companies' }), one, { language: 'ja', names })).toBe(
      '株式会社あかつき',
    );
  });
  it('is an array in its column and a list in formulas where several are chosen', () => {
    const facts = (type: FieldType, options: object = {}) =>
      [false, true].map((multiple) => {
        const field = fieldOf(type, { ...options, ...(multiple ? { multiple } : {}) });
        return [columnOf(field).sqlType, formulaTypeOf(field)];
      });
    const ids = [
      ['uuid', 'text'],
      ['uuid[]', 'list'],
    ];
    const codes = [
      ['text', 'text'],
      ['text[]', 'list'],
    ];
    expect([facts('user'), facts('reference', { app: 'companies' })]).toEqual([ids, ids]);
    expect([facts('department'), facts('group')]).toEqual([codes, codes]);
  });
  it('starts with whoever adds the record', () => {
    const fields = [
      fieldOf('user', { initial: 'me' }),
      { ...fieldOf('department', { initial: 'mine', multiple: true }), id: 2 },
      { ...user, id: 3 },
    ];
    const now = '2026-11-22T09:05:41';
    expect(
      initialAnswers([fieldOf('date-time', { initial: 'now' })], { staffId: one, department: null, now }),
    ).toEqual({
      1: '2026-11-22T09:05:00',
    });
    expect(initialAnswers(fields, { staffId: one, department: 'DX', now })).toEqual({ 1: one, 2: ['DX'] });
    expect(initialAnswers(fields, { staffId: null, department: null, now })).toEqual({});
  });
  it('tells which names are wanted, in lines too', () => {
    const lines = fieldOf('lines', {}, { fields: [{ ...users, id: 7, code: '担当' }] });
    const records: Answers[] = [
      { 1: [{ key: 'k1', values: { 7: [one, two] } }] as never, 2: 'DX' },
      { 3: stranger, 4: 5 as never, 5: [stranger] },
    ];
    const fields = [
      lines,
      { ...fieldOf('department'), id: 2 },
      { ...fieldOf('reference', { app: 'companies' }), id: 3 },
      { ...fieldOf('group'), id: 4 },
      { ...fieldOf('assignee'), id: 5 },
    ];
    expect(pointersIn(fields, records)).toEqual({
      staff: new Set([one, two, stranger]),
      departments: new Set(['DX']),
      groups: new Set(),
      records: new Map([['companies', new Set([stranger])]]),
    });
  });
  it('belongs to a record where it numbers, copies or shows others: not into lines', () => {
    const inLines = (child: object) =>
      fieldSchema.safeParse({
        id: 1,
        code: '明細',
        type: 'lines',
        label: { ja: '明細' },
        fields: [{ id: 2, code: 'x', label: { ja: 'x' }, ...child }],
      } as never).success;
    expect(inLines({ type: 'user' })).toBe(true);
    expect(inLines({ type: 'reference', options: { app: 'companies' } })).toBe(true);
    expect(inLines({ type: 'auto-number', options: { pattern: '{0}' } })).toBe(false);
  });
});

describe('the control', () => {
  const draw = (field: typeof user, typed: Record<string, string[]>, more: Names = {}) =>
    renderToStaticMarkup(
      widgets[field.type]({
        field,
        name: 'f1',
        typed,
        reader: { language: 'ja', names: { ...names, ...more } },
        required: false,
        issues: [],
      }),
    );
  const offered = (count: number, all: boolean, more = false) => ({
    choices: {
      1: {
        entries: Array.from({ length: count }, (_, n) => ({
          value: `v${n}`,
          label: `人${n}`,
          detail: '人事課',
        })),
        all,
        more,
      },
    },
  });
  it('keeps what stands although it was not found again, and offers to search', () => {
    const html = draw(user, { f1: [two], 'f1.find': ['髙橋'] }, offered(2, false, true));
    expect(html).toMatch(
      /<input type="radio"[^>]*checked="" value="0b8e[^"]*"\/><label[^>]*>林 葵（休止中）/,
    );
    expect(html).toContain('人1');
    expect(html).toContain('value="find:f1"');
    expect(html).toContain('多いので2件だけ出しました。');
    expect(html).toContain('選ばない');
  });
  it('is a list of the browser where all of many are known', () => {
    const html = draw(user, {}, offered(8, true));
    expect(html).toContain('<select');
    expect(html).toContain('人7（人事課）');
    expect(html).not.toContain('find:f1');
    expect(draw(users, { f1: ['v1'] }, offered(8, true))).toMatch(
      /type="checkbox"[^>]*checked="" value="v1"/,
    );
  });
  it('says when there is nothing to choose, and when nothing was found', () => {
    expect(draw(user, {}, offered(0, true))).toContain('選べるものがありません。');
    expect(draw(user, {}, offered(0, false))).toContain('見つかりませんでした。');
    expect(draw(user, {})).not.toContain('見つかりませんでした。');
  });
});
