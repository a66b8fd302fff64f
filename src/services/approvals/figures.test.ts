import { describe, expect, it } from 'vitest';
import type { ApprovalSeat, ApprovalStep } from '#core/record-process';
import { byMonth, daysOf, daysPerStep, daysText, type HistoryRow } from './figures.ts';

const seat = (at?: string): ApprovalSeat =>
  ({ id: 's', state: 'agreed', ...(at === undefined ? {} : { act: { at } }) }) as ApprovalSeat;
const step = (title: string, kind: ApprovalStep['kind'], ...at: (string | undefined)[]) => ({
  title,
  kind,
  seats: at.map(seat),
});
const row = (part: Partial<HistoryRow>): HistoryRow => ({
  id: 'a',
  appId: 'purchases',
  recordId: 'r',
  title: '机',
  round: 1,
  state: 'decided',
  route: '二段階',
  drafter: '大森',
  draftedAt: '2026-11-02T00:00:00Z',
  decidedAt: '2026-11-05T12:00:00Z',
  steps: [],
  place: '',
  ...part,
});

describe('figures of approvals', () => {
  it('count by month in Tokyo, with the months in between', () => {
    const months = byMonth([
      // Already February in Tokyo.
      row({ draftedAt: '2026-01-31T15:30:00Z', decidedAt: null }),
      row({ draftedAt: '2025-12-01T00:00:00Z', decidedAt: '2025-12-02T00:00:00Z' }),
    ]);
    expect(months).toEqual([
      { month: '2025-12', drafted: 1, decided: 1 },
      { month: '2026-01', drafted: 0, decided: 0 },
      { month: '2026-02', drafted: 1, decided: 0 },
    ]);
  });

  it('measure a step from the end of the one before to its own last word, and leave out what nobody did', () => {
    const steps = [
      step('承認', 'approve', '2026-11-03T00:00:00Z'),
      step('合議', 'consult', '2026-11-03T12:00:00Z', '2026-11-05T00:00:00Z'),
      step('供覧', 'inform', '2026-11-09T00:00:00Z'),
      step('決裁', 'decide', undefined),
    ];
    expect(daysPerStep([row({ steps })])).toEqual([
      { title: '承認', times: 1, average: 1, longest: 1 },
      { title: '合議', times: 1, average: 2, longest: 2 },
    ]);
  });

  it('are said in days, hours or minutes', () => {
    expect(daysOf(row({}))).toBe(3.5);
    expect(daysOf(row({ decidedAt: null }))).toBeNull();
    expect([3.5, 0.5, 0.01, 0].map(daysText)).toEqual(['3.5日', '12.0時間', '14分', '1分']);
  });

  it('are empty without approvals', () => {
    expect(byMonth([])).toEqual([]);
    expect(daysPerStep([])).toEqual([]);
  });
});
