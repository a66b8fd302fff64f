import { describe, expect, test } from 'vitest';
import { coreQuery, filterParams, plainFilter, readCursor, readFilter, writeCursor } from '#core/cases';
import { openStates } from '#core/process';
import { dueOf } from './due.ts';
import { nextStep } from './next-step.ts';

test('days left in words', () => {
  expect(dueOf('2026-11-21', '2026-11-21')).toEqual({ text: '今日まで', late: false, near: true });
  expect(dueOf('2026-11-20', '2026-11-21')).toMatchObject({ text: '1日超過', late: true });
  expect(dueOf('2026-12-21', '2026-11-21')).toEqual({ text: 'あと30日', late: false, near: false });
  expect(dueOf(null, '2026-11-21')).toBeNull();
  expect(dueOf('2026-11-01', '2026-11-21', true)).toBeNull();
});

test('the next step comes first, the rest beside it', () => {
  expect(nextStep(['askCorrection', 'draftDecision', 'assign', 'withdraw'])).toEqual({
    primary: 'draftDecision',
    others: ['askCorrection', 'assign', 'withdraw'],
  });
  expect(nextStep(['recordPayment', 'checkIdentity'])).toEqual({
    primary: 'checkIdentity',
    others: ['recordPayment'],
  });
  expect(nextStep([])).toEqual({ primary: null, others: [] });
});

describe('inbox filter', () => {
  const read = (text: string) => readFilter(new URLSearchParams(text));
  test('odd things in an address are left out', () => {
    expect(read('state=nonsense&procedure=../x&assignee=x&sort=up&due=1')).toEqual(plainFilter);
  });
  test('what differs from the plain list comes back', () => {
    const filter = read('state=checking&assignee=me&q=山田&due=late&sort=arrived');
    expect(read(new URLSearchParams(filterParams(filter)).toString())).toEqual(filter);
    expect(filterParams(plainFilter)).toEqual({});
  });
  test('asks core', () => {
    expect(coreQuery(read('assignee=me&due=late'), '2026-11-21', 'p1')).toMatchObject({
      states: openStates,
      assigneePostId: 'p1',
      dueBy: '2026-11-20',
    });
    expect(coreQuery(read('state=issued&assignee=none'), '2026-11-21', 'p1')).toMatchObject({
      states: ['issued'],
      unassigned: true,
      dueBy: undefined,
    });
    expect(coreQuery(read('assignee=none'), '2026-11-21', 'p1').assigneePostId).toBeUndefined();
  });
  test('cursor', () => {
    const cursor = { key: '20261130', id: '0b5a1a52-6d8e-4d5f-9f6a-3e4a6a3c1d2e' };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(readCursor("1' OR 1=1")).toBeUndefined();
  });
});
