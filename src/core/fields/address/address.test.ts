import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';
import { withTown } from './contract.ts';

const field = fieldOf('address');
const typed = {
  postCode: '８００－０００１',
  prefecture: '福岡県',
  city: '北九州市門司区',
  town: '大里本町三丁目',
  block: '２－５',
  katagaki: '山田様方',
};

describe('address', () => {
  it('keeps the text as written beside its parts', () => {
    const { value, messages } = read(field, typed);
    expect(messages).toEqual([]);
    expect(value).toEqual({
      postCode: '8000001',
      prefecture: '福岡県',
      city: '北九州市',
      ward: '門司区',
      town: '大里本町三丁目',
      block: '２－５',
      katagaki: '山田様方',
      asWritten: '福岡県北九州市門司区大里本町三丁目２－５　山田様方',
    });
    expect(comesBack(field, value)).toEqual(value);
    expect(contracts.address.print(value, field, 'ja')).toBe(
      '〒800-0001 福岡県北九州市門司区大里本町三丁目２－５　山田様方',
    );
  });
  it('understands a prefecture in the next box', () => {
    expect(read(field, { city: '東京都千代田区', block: '1-1' }).value).toMatchObject({
      prefecture: '東京都',
      city: '千代田区',
    });
  });
  it('says part by part what is missing; a wrong post code keeps the rest', () => {
    expect(read(field, { town: '本町' }).paths).toEqual(['prefecture', 'city']);
    expect(read(field, { ...typed, postCode: '123' })).toMatchObject({
      paths: ['postCode'],
      value: { town: '大里本町三丁目' },
    });
  });
  it('puts a town found into the boxes and leaves the others', () => {
    const put = withTown({ 'f1.block': ['2-5'], 'f1.town': ['x'] }, 'f1', {
      prefecture: '福岡県',
      city: '北九州市門司区',
      town: '大里本町',
    });
    expect(put).toEqual({
      'f1.block': ['2-5'],
      'f1.prefecture': ['福岡県'],
      'f1.city': ['北九州市門司区'],
      'f1.town': ['大里本町'],
    });
  });
});
