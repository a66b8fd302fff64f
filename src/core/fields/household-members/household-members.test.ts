import { describe, expect, it } from 'vitest';
import { completeField } from '../complete.ts';
import type { DefinedField } from '../model.ts';
import { fieldOf } from '../testing.server.ts';

const own = {
  id: 7,
  code: '員氏名',
  type: 'person-name',
  label: { ja: '氏名' },
  options: {},
} as unknown as DefinedField;
const codes = (field: { fields?: { code: string }[] }) => field.fields?.map((each) => each.code);

describe('household-members', () => {
  it('asks what every register asks, unless a pack names its own fields', () => {
    expect(codes(fieldOf('household-members'))).toEqual(['氏名', '続柄', '生年月日']);
    expect(codes(fieldOf('household-members', {}, { fields: [own] }))).toEqual(['員氏名']);
    expect(
      codes(fieldOf('household-members', { standard: ['relationship', 'occupation'] }, { fields: [own] })),
    ).toEqual(['続柄', '職業', '員氏名']);
  });
  it('has 続柄 relative to 世帯主', () => {
    const relationship = fieldOf('household-members').fields?.find((each) => each.code === '続柄');
    const values = ((relationship?.options.choices ?? []) as { value: string }[]).map(
      (choice) => choice.value,
    );
    for (const value of ['妻', '夫（未届）', '子', '妻の子', '子の子', '縁故者', '同居人'])
      expect(values).toContain(value);
    expect(values).not.toContain('長男');
  });
  it('completing twice changes nothing', () => {
    const field = fieldOf('household-members', { standard: ['name', 'school'] }, { fields: [own] });
    expect(completeField(field)).toEqual(field);
  });
});
