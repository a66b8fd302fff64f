import { describe, expect, it } from 'vitest';
import type { Answers, Json, Typed } from '#core/fields';
import {
  actOnPage,
  checkAll,
  checkPage,
  diffAnswers,
  evaluateForm,
  isEditable,
  nextPage,
  openPages,
  parsePage,
  prepareForm,
  previousPage,
  progress,
  readAction,
  restrictTo,
  reviewRows,
  typedOf,
} from './index.ts';
import { app, context, field, formula } from './testing.server.ts';

const form = prepareForm(
  app(
    [
      field(1, '世帯', 'yes-no', { required: true }),
      field(2, '氏名', 'person-name', { required: true, visible: '世帯' }),
      field(3, '住所', 'address'),
      field(4, '家族', 'lines', {
        fields: [field(5, '名前', 'text', { required: true }), field(6, '番号', 'individual-number')],
        options: { max: 2, itemLabel: { ja: '家族' } },
      }),
      field(7, '書類', 'file'),
      formula(8, '人数', 'COUNT(家族)'),
      field(9, '追加', 'text', { required: true }),
    ],
    { one: ['世帯', '氏名'], two: ['住所', '家族', '書類', '人数'], three: ['追加'] },
  ),
);
const evaluation = (answers: Answers) => evaluateForm(form, answers, context);

describe('parsePage', () => {
  it('warns of an individual number, unless they are expected, and takes it', () => {
    const typed = { f9: ['番号 1234-5678-9018'] };
    const read = (more: object) => parsePage(form, 'three', typed, {}, { ...context, ...more });
    expect(read({})).toMatchObject({ issues: [], notices: [{ path: 'f9' }] });
    expect(read({ individualNumbers: 'expected' }).notices).toEqual([]);
  });
  it('keeps what was typed into a field that does not show, without its issues', () => {
    const { answers, issues } = parsePage(
      form,
      'one',
      { f1: ['no'], 'f2.family': ['山田'] },
      { '9': 'kept' },
      context,
    );
    expect(answers).toMatchObject({ '1': false, '2': { family: '山田' }, '9': 'kept' });
    expect(issues).toEqual([]);
  });
  it('leaves fields alone that were not on the page, and empties boxes that were unticked', () => {
    const before: Answers = { '1': true, '3': { town: 'x' } };
    expect(parsePage(form, 'one', { _seen: ['f1'] }, before, context).answers).toMatchObject({
      '1': null,
      '3': { town: 'x' },
    });
    expect(parsePage(form, 'one', { _seen: [] }, before, context).answers['1']).toBe(true);
  });
  it('keeps a number that is never sent back, line by line', () => {
    const before: Answers = {
      '4': [{ key: 'k1', values: { '5': 'a', '6': '123456789018' } }] as unknown as Json,
    };
    const typed: Typed = { 'f4.keys': ['k1'], 'f4[k1].f5': ['b'], 'f4[k1].f6': [''] };
    expect(parsePage(form, 'two', typed, before, context).answers['4']).toEqual([
      { key: 'k1', values: { '5': 'b', '6': '123456789018' } },
    ]);
  });
});

describe('checkPage', () => {
  it('asks for questions that came up before complaining about them', () => {
    const { issues, unseen } = checkPage(form, 'one', { _seen: ['f1'], f1: ['yes'] }, {}, context);
    expect([issues, unseen]).toEqual([[], ['f2']]);
    const again = checkPage(form, 'one', { _seen: ['f1', 'f2'], f1: ['yes'] }, {}, context);
    expect(again.issues.map(({ path }) => path)).toEqual(['f2']);
  });
  it('gives one issue per thing in the order of the page', () => {
    const typed: Typed = {
      'f3.postCode': ['12'],
      'f3.town': ['本町'],
      'f4.keys': ['k1'],
      'f4[k1].f6': ['1'],
    };
    expect(checkPage(form, 'two', typed, {}, context).issues.map(({ path }) => path)).toEqual([
      'f3.postCode',
      'f4[k1].f5',
      'f4[k1].f6',
    ]);
  });
});

describe('typedOf', () => {
  it('puts what was posted before the answers', () => {
    const answers: Answers = { '1': true, '2': { kind: 'two', family: '山田', given: '太郎' } };
    expect(typedOf(form, 'one', answers)).toEqual({
      f1: ['yes'],
      'f2.family': ['山田'],
      'f2.given': ['太郎'],
    });
    expect(typedOf(form, 'one', answers, { _seen: ['f2'], 'f2.family': ['山'] })).toEqual({
      f1: ['yes'],
      'f2.family': ['山'],
    });
  });
});

describe('buttons of a page', () => {
  it('add, remove and drop without losing anything typed', async () => {
    const typed: Typed = { 'f4.keys': ['k1'], 'f4[k1].f5': ['a'], 'f3.town': ['本町'] };
    const added = await actOnPage(form, typed, readAction({ _action: ['add:f4'] }), context);
    expect(added).toMatchObject({
      typed: { 'f4.keys': ['k1', 'k2'], 'f3.town': ['本町'] },
      focus: 'f4[k2].f5',
    });
    const full = await actOnPage(form, added.typed, readAction({ _action: ['add:f4'] }), context);
    expect(full.notices[0]?.message).toBe('家族は2件までです。');
    const removed = await actOnPage(form, added.typed, readAction({ _action: ['remove:f4:k1'] }), context);
    expect(removed.typed).toEqual({ 'f4.keys': ['k2'], 'f3.town': ['本町'] });
    expect(
      (await actOnPage(form, typed, readAction({ _action: ['drop:f7:abc'] }), context)).typed['f7.drop'],
    ).toEqual(['abc']);
    expect(readAction({})).toEqual({ kind: 'other', value: 'next' });
  });
  it('looks up a post code, and says so when it cannot', async () => {
    const typed: Typed = { 'f3.postCode': ['800-0001'], 'f3.block': ['2-5'] };
    const action = readAction({ _action: ['lookup:f3'] });
    const town = { prefecture: '福岡県', city: '北九州市門司区', town: '大里本町' };
    const found = await actOnPage(form, typed, action, context, { lookUpTown: async () => town });
    expect(found.typed).toMatchObject({ 'f3.town': ['大里本町'], 'f3.block': ['2-5'] });
    const notices = async (lookUpTown?: () => Promise<null>) =>
      (await actOnPage(form, typed, action, context, { lookUpTown })).notices[0]?.message;
    expect(await notices(async () => null)).toContain('見つかりませんでした');
    expect(await notices(async () => Promise.reject(new Error('down')))).toContain(
      '今は住所を調べられません',
    );
    expect(await notices()).toContain('今は住所を調べられません');
  });
});

describe('the way through', () => {
  it('leads from page to page and says how far', () => {
    const now = evaluation({ '1': false });
    expect([nextPage(form, now, null), nextPage(form, now, 'one'), nextPage(form, now, 'three')]).toEqual([
      'one',
      'two',
      null,
    ]);
    expect([previousPage(form, now, 'one'), previousPage(form, now, null)]).toEqual([null, 'three']);
    expect(progress(form, now, 'two')).toEqual({ step: 2, steps: 4, minutesLeft: 3 });
  });
  it('checks everything, each issue with its page', () => {
    expect(checkAll(form, {}, context).map(({ path, page }) => `${page} ${path}`)).toEqual([
      'one f1',
      'three f9',
    ]);
  });
});

describe('review', () => {
  const answers: Answers = {
    '1': false,
    '4': [{ key: 'k1', values: { '5': 'a', '6': '123456789018' } }] as unknown as Json,
  };
  it('shows all that shows, sealed values masked', () => {
    const sections = reviewRows(form, answers, evaluation(answers), 'ja');
    expect(sections.map((section) => [section.page, section.rows.map((row) => row.text)])).toEqual([
      ['one', ['いいえ']],
      ['two', ['', '1件', '', '1']],
      ['three', ['']],
    ]);
    expect(sections[1]?.rows[1]?.lines[0]).toMatchObject({
      title: '家族1',
      rows: [{ text: 'a' }, { text: '＊'.repeat(12) }],
    });
  });
  it('tells what changed, whatever the order of keys', () => {
    const after: Answers = {
      '1': true,
      '3': { town: 'x', city: 'y' },
      '4': [{ key: 'k2', values: { '5': 'b' } }] as unknown as Json,
    };
    expect(
      diffAnswers(form, { ...answers, '3': { city: 'y', town: 'x' } }, after, 'ja').map(({ path, kind }) => [
        path,
        kind,
      ]),
    ).toEqual([
      ['f1', 'changed'],
      ['f4[k1]', 'removed'],
      ['f4[k2]', 'added'],
    ]);
  });
});

describe('restrictTo', () => {
  const correction = restrictTo(form, ['f1', 'f4[k1].f5']);
  it('opens what was sent back and what follows from it', () => {
    expect([
      isEditable(correction, 'f1'),
      isEditable(correction, 'f2'),
      isEditable(correction, 'f3'),
      isEditable(correction, 'f9'),
    ]).toEqual([true, true, false, false]);
    expect([
      isEditable(correction, 'f4[k1].f5'),
      isEditable(correction, 'f4[k1].f6'),
      isEditable(correction, 'f4[k2].f5'),
    ]).toEqual([true, false, false]);
    expect(openPages(correction, evaluation({ '1': true }))).toEqual(['one', 'two']);
  });
  it('changes nothing else, whatever is posted', () => {
    const before: Answers = {
      '3': { town: 'x' },
      '4': [
        { key: 'k1', values: { '5': 'a', '6': '123456789018' } },
        { key: 'k2', values: { '5': 'z' } },
      ] as unknown as Json,
    };
    const typed: Typed = {
      'f3.town': ['y'],
      'f4.keys': ['k1', 'k9'],
      'f4[k1].f5': ['b'],
      'f4[k1].f6': ['1'],
      'f4[k9].f5': ['new'],
    };
    expect(parsePage(correction, 'two', typed, before, context).answers).toEqual({
      '3': { town: 'x' },
      '4': [
        { key: 'k1', values: { '5': 'b', '6': '123456789018' } },
        { key: 'k2', values: { '5': 'z' } },
      ],
    });
  });
  it('does not complain about what cannot be changed', () => {
    expect(checkAll(correction, { '1': true }, context).map(({ path }) => path)).toEqual(['f2']);
  });
});
