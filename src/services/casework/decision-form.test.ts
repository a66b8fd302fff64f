import { describe, expect, test } from 'vitest';
import type { Procedure } from '#core/definitions';
import { allowedOutcomes, readDraft } from './decision-form.ts';

const procedure = (procedureKind: string, kind: string, partial = false) =>
  ({ procedureKind, process: { kind, partial } }) as unknown as Procedure;

test('only a disposition can be refused', () => {
  expect(allowedOutcomes(procedure('application', 'approval', true))).toEqual([
    'granted',
    'partial',
    'refused',
  ]);
  expect(allowedOutcomes(procedure('certificate-request', 'delegated'))).toEqual(['granted', 'refused']);
  expect(allowedOutcomes(procedure('survey', 'acceptance'))).toEqual(['accepted']);
  expect(allowedOutcomes(procedure('declaration', 'approval', true))).toEqual(['accepted']);
});

describe('the drafting form', () => {
  const form = (values: Record<string, string | string[]>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(values))
      for (const one of [value].flat()) data.append(name, one);
    return data;
  };
  const read = (values: Record<string, string | string[]>) =>
    readDraft(form(values), ['granted', 'partial', 'refused'], ['k1', 'k2'], '2026-11-21');

  test('an outcome the procedure does not have is none', () => {
    expect(read({ outcome: 'accepted' }).issues[0]?.path).toBe('outcome');
    expect(read({}).issues[0]?.path).toBe('outcome');
  });
  test('days in any usual form; a last day before the first is told', () => {
    expect(
      read({ outcome: 'granted', validFrom: '令和8年4月1日', validTo: 'R9.3.31' }).input.content,
    ).toEqual({ validFrom: '2026-04-01', validTo: '2027-03-31' });
    expect(read({ outcome: 'granted', validFrom: '2026-04-01', validTo: '2025-04-01' }).issues[0]?.path).toBe(
      'validTo',
    );
    expect(read({ outcome: 'granted', validFrom: '2026-02-30' }).issues[0]?.path).toBe('validFrom');
  });
  test('reasons chosen and written come together; each line keeps its own', () => {
    const { input } = read({
      outcome: 'partial',
      reason: ['一つ目', '二つ目'],
      reasons: 'そのほか',
      'granted:k1': 'yes',
      'item:k2': '在籍していないため',
    });
    expect(input.reasons).toBe('一つ目\n二つ目\nそのほか');
    expect(input.content.items).toEqual([
      { key: 'k1', granted: true, reason: '' },
      { key: 'k2', granted: false, reason: '在籍していないため' },
    ]);
  });
  test('a grant keeps no reasons of a refusal that was begun', () => {
    expect(
      read({ outcome: 'granted', reason: ['一つ目'], reasons: 'そのほか', 'item:k1': 'x' }).input,
    ).toEqual({ outcome: 'granted', reasons: '', content: {} });
  });
});
