import { describe, expect, it } from 'vitest';
import type { ApprovalShown, SeatShown } from '#core/record-process';
import type { FactRow } from '../record/fact-rows.server.ts';
import { paperData } from './paper-data.ts';

const seat = (part: Partial<SeatShown>): SeatShown => ({
  id: 'check-1',
  place: '学事課 係長',
  holders: ['葛西'],
  state: 'waiting',
  mine: false,
  dueOn: null,
  act: null,
  ...part,
});
const approval: ApprovalShown = {
  id: 'a',
  round: 2,
  route: { id: 'two', title: '二段階', delegated: true },
  state: 'decided',
  stateTitle: '決裁済み',
  drafter: { name: '大森', post: '学事課 主任' },
  draftedAt: '2026-11-20T00:00:00Z',
  decidedAt: '2026-11-21T00:00:00Z',
  verbs: [],
  steps: [
    {
      id: 'decide',
      title: '決裁',
      kind: 'decide',
      needs: 'all',
      stands: 'past',
      seats: [
        seat({
          state: 'agreed',
          act: {
            name: '葛西',
            post: '学事課 係長',
            standsInFor: '学事課 課長',
            title: '代決',
            note: '急ぎのため',
            at: '2026-11-21T00:00:00Z',
          },
        }),
        seat({ id: 'review-1', place: '学事課 課長', holders: ['深町'], state: 'toReview' }),
      ],
    },
  ],
};
const fact = (label: string, part: Partial<FactRow>, text = ''): FactRow =>
  ({
    row: { name: 'f1', type: 'text', label: { ja: label }, text, files: [], lines: [] },
    links: [],
    sealed: false,
    related: null,
    columns: [],
    lines: [],
    ...part,
  }) as unknown as FactRow;
const paper = paperData({
  title: '机の購入',
  appTitle: '物品購入伺',
  approval,
  log: [],
  photos: [{ picture: 0, caption: '現場', alt: '現場' }],
  today: '令和8年11月22日',
  printed: '',
  sections: [
    {
      key: 'p',
      title: '内容',
      rows: [
        fact('伺番号', { row: { ...fact('伺番号', {}, '購R8-0001').row, type: 'auto-number' } }),
        fact('金額', {}, '12,000円'),
        fact('口座', { sealed: true }, '1234567'),
      ],
    },
  ],
});

describe('決裁書', () => {
  it('says who decided in whose place, when and with what words, and which review is still open', () => {
    expect(paper.routeRows).toEqual([
      ['決裁', '学事課 係長', '葛西\n（学事課 課長の代理）', '代決', '令和8年11月21日 9時00分', '急ぎのため'],
      ['決裁', '学事課 課長', '深町', '後閲（未）', '', ''],
    ]);
  });

  it('marks 専決 and the round', () => {
    expect(paper.head).toContainEqual({ label: '経路', value: '二段階（専決）' });
    expect(paper.head).toContainEqual({ label: '状態', value: '決裁済み（2回目の起案）' });
  });

  it('carries the number of the record, where it has one, and its photos', () => {
    expect(paper.number).toBe('購R8-0001');
    expect(paper.photosTitle).toBe('写真（1枚）');
  });

  it('prints the values of the record, and nothing of what is sealed', () => {
    expect(paper.sections[0]?.rows[1]).toEqual({ label: '金額', value: '12,000円' });
    expect(JSON.stringify(paper)).not.toContain('1234567');
  });
});
