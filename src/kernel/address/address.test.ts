import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  type Address,
  envelopeLines,
  formatAddress,
  formatPostCode,
  isMunicipalityCode,
  municipalityCheckDigit,
  parsePostCode,
  parseStreet,
  prefectureAtStart,
  prefectures,
  sameAddress,
  toMunicipalityCode,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const home: Address = {
  postCode: '8000001',
  prefecture: '福岡県',
  city: '北九州市',
  ward: '門司区',
  town: '大里本町三丁目',
  block: '2番5号',
  katagaki: '葛\u{e0100}城ハイツ 101号室',
};

describe('post codes', () => {
  it.each(['〒800-0001', '8000001', '８００－０００１', '800 0001', '〒 800ー0001', '800−0001'])(
    '%s',
    (text) => {
      expect(parsePostCode(text)).toEqual({ ok: true, value: '8000001' });
    },
  );
  it.each([
    ['', '入力してください'],
    ['800', '7けた'],
    ['800-01', '昔の'],
    ['80000011', '7けた'],
    ['abc-defg', '7けた'],
  ])('refuses 「%s」', (text, said) => {
    const result = parsePostCode(text);
    expect(result.ok ? '' : result.error.message).toContain(said);
  });
  it('reads back what it prints', () => {
    expect(formatPostCode('8000001')).toBe('〒800-0001');
    expect(formatPostCode('8000001', { mark: false })).toBe('800-0001');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999999 }), (number) => {
        const code = String(number).padStart(7, '0');
        expect(parsePostCode(formatPostCode(code))).toEqual({ ok: true, value: code });
      }),
      runs,
    );
  });
});

describe('municipality codes', () => {
  it.each([
    '401005',
    '401013',
    '011002',
    '131016',
    '271004',
    '402036',
    '472018',
    '141003',
    '261009',
    '131130',
  ])('%s is right', (code) => {
    expect(isMunicipalityCode(code)).toBe(true);
    expect(toMunicipalityCode(code.slice(0, 5))).toBe(code);
  });
  it('one wrong digit is noticed', () => {
    for (let place = 0; place < 6; place++)
      for (let digit = 0; digit < 10; digit++) {
        const wrong = `${'401005'.slice(0, place)}${digit}${'401005'.slice(place + 1)}`;
        expect([wrong, isMunicipalityCode(wrong)]).toEqual([wrong, wrong === '401005']);
      }
    expect(toMunicipalityCode('４０１００５')).toBe('401005');
    expect([toMunicipalityCode('481009'), toMunicipalityCode('4010')]).toEqual([undefined, undefined]);
    expect(() => municipalityCheckDigit('4010')).toThrow(RangeError);
  });
});

describe('prefectures', () => {
  it('are 47, in order', () => {
    expect(prefectures.length).toBe(47);
    expect(
      [prefectures[0], prefectures[12], prefectures[39], prefectures[46]].map(
        (one) => `${one?.code}${one?.name}${one?.romaji}`,
      ),
    ).toEqual(['01北海道Hokkaido', '13東京都Tokyo', '40福岡県Fukuoka', '47沖縄県Okinawa']);
    for (const { name, kana } of prefectures)
      expect([name, kana]).toEqual([
        expect.stringMatching(/[都道府県]$/),
        expect.stringMatching(/^[ァ-ヶ]+$/),
      ]);
    expect(prefectureAtStart('京都府京都市')?.code).toBe('26');
    expect(prefectureAtStart('北九州市')).toBeUndefined();
  });
});

describe('parseStreet', () => {
  it.each<[string, Partial<ReturnType<typeof parseStreet>>]>([
    [
      '3丁目2番5号',
      {
        town: '',
        chome: 3,
        system: 'residence',
        block: '2',
        residenceNumber: '5',
        numbers: ['3', '2', '5'],
        rest: '',
      },
    ],
    ['三丁目2-5', { chome: 3, system: 'unknown', numbers: ['3', '2', '5'] }],
    ['１２３４番地の５', { system: 'lot', lot: '1234', subLot: '5', numbers: ['1234', '5'] }],
    ['1234番地', { system: 'lot', lot: '1234', numbers: ['1234'], rest: '' }],
    ['大里本町三丁目２ー５', { town: '大里本町', chome: 3, numbers: ['3', '2', '5'] }],
    ['大里本町3-2-5', { town: '大里本町', system: 'unknown', numbers: ['3', '2', '5'] }],
    [
      '三萩野一丁目12番34号',
      { town: '三萩野', chome: 1, system: 'residence', block: '12', residenceNumber: '34' },
    ],
    ['二十一丁目十番五号', { chome: 21, system: 'residence', block: '10', residenceNumber: '5' }],
    ['一番町3番5号', { town: '一番町', system: 'residence', block: '3', residenceNumber: '5' }],
    ['二番町4-3', { town: '二番町', numbers: ['4', '3'] }],
    ['六番丁12番地', { town: '六番丁', system: 'lot', lot: '12' }],
    ['大字猿喰甲12番地3', { town: '大字猿喰', system: 'lot', lot: '甲12', subLot: '3' }],
    ['大字猿喰1番地の2の3', { lot: '1', subLot: '2-3', numbers: ['1', '2', '3'] }],
    ['3丁目2番5-301号', { system: 'residence', residenceNumber: '5-301', numbers: ['3', '2', '5', '301'] }],
    ['3丁目2番5号　三番館101号室', { residenceNumber: '5', rest: '三番館101号室', numbers: ['3', '2', '5'] }],
    ['3丁目2-5 コーポ門司 101号室', { numbers: ['3', '2', '5'], rest: 'コーポ門司 101号室' }],
    ['北1条西2丁目3番地', { town: '北1条西', chome: 2, system: 'lot', lot: '3' }],
    ['1番1号', { town: '', system: 'residence', block: '1', residenceNumber: '1' }],
    ['3丁目2番', { chome: 3, system: 'unknown', numbers: ['3', '2'] }],
    ['字大浜無番地', { town: '字大浜', system: 'lot', numbers: [] }],
    ['2番5号-301号室', { residenceNumber: '5', rest: '-301号室' }],
    ['2番5号の301', { residenceNumber: '5-301', rest: '' }],
    ['3-2-5-101号室', { numbers: ['3', '2', '5', '101'], rest: '' }],
    ['101号室', { numbers: ['101'], rest: '号室' }],
    ['3丁目2番101号室', { system: 'unknown', numbers: ['3', '2', '101'], rest: '' }],
    ['城内', { town: '城内', system: 'unknown', numbers: [] }],
    ['三丁目', { chome: 3, numbers: ['3'], rest: '' }],
    ['', { town: '', numbers: [], rest: '' }],
  ])('%s', (text, expected) => {
    expect(parseStreet(text)).toMatchObject({ asWritten: text, ...expected });
  });
  it('does not walk through texts that are far too long', () => {
    const before = performance.now();
    for (const text of ['1'.repeat(400), '1-'.repeat(200), '三'.repeat(100_000)])
      expect(parseStreet(text).asWritten).toBe(text);
    expect(performance.now() - before).toBeLessThan(60_000);
  });
  it('reads back any chōme, block and number however spelled, and never fails', () => {
    const number = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), number, number, (chome, block, last) => {
        const spellings = [
          `${chome}丁目${block}番${last}号`,
          `${chome}-${block}-${last}`,
          `${chome}丁目${block}番地の${last}`,
          `${chome}丁目${block}ー${last}`,
        ];
        for (const text of spellings)
          expect(parseStreet(text).numbers).toEqual([chome, block, last].map(String));
      }),
      runs,
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'大里本町三一丁目番地号の-ー12345甲 室ハイツ') }),
        (text) => {
          expect(parseStreet(text).asWritten).toBe(text);
        },
      ),
      runs,
    );
  });
});

describe('formatting', () => {
  it('one line', () => {
    expect(formatAddress(home)).toBe('福岡県北九州市門司区大里本町三丁目2番5号　葛\u{e0100}城ハイツ 101号室');
    expect(formatAddress(home, { postCode: true, withoutPrefecture: true, withoutKatagaki: true })).toBe(
      '〒800-0001 北九州市門司区大里本町三丁目2番5号',
    );
    expect(formatAddress({ asWritten: 'パリ市' })).toBe('パリ市');
    expect(formatAddress({})).toBe('');
  });
  it('envelope lines break between parts', () => {
    expect(envelopeLines(home, 16)).toEqual([
      '〒800-0001',
      '福岡県北九州市門司区',
      '大里本町三丁目2番5号',
      '葛\u{e0100}城ハイツ　101号室',
    ]);
    expect(envelopeLines(home, 40)).toEqual([
      '〒800-0001',
      '福岡県北九州市門司区大里本町三丁目2番5号',
      '葛\u{e0100}城ハイツ　101号室',
    ]);
    expect(envelopeLines({ asWritten: 'Rue de 2' }, 40)).toEqual(['Rue de 2']);
    expect(() => envelopeLines(home, 1)).toThrow(RangeError);
  });
  it('each line fits and no character is lost', () => {
    const part = fc.string({
      unit: fc.constantFrom('門', '司', '葛\u{e0100}', '𠮷', '2', '-', ' '),
      maxLength: 30,
    });
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 2, max: 20 }), (town, block, katagaki, max) => {
        const lines = envelopeLines({ city: '北九州市', town, block, katagaki }, max);
        for (const line of lines)
          expect(line.replace(/[\u{e0100}]/gu, '').match(/./gu)?.length ?? 0).toBeLessThanOrEqual(max);
        expect(lines.join('').replace(/[ 　]/g, '')).toBe(
          `北九州市${town}${block}${katagaki}`.replace(/[ 　]/g, ''),
        );
      }),
      runs,
    );
  });
});

describe('sameAddress', () => {
  it.each<[Address | string, Address | string]>([
    ['福岡県北九州市門司区大里本町三丁目2番5号', '北九州市門司区大里本町３－２－５'],
    ['福岡県北九州市門司区大字猿喰１２３４番地の５', '北九州市門司区猿喰1234-5'],
    ['東京都千代田区霞が関一丁目2番3号', '東京都千代田区霞ヶ関1-2-3'],
    ['東京都千代田区丸の内1-9-1', '千代田区丸ノ内一丁目9番1号'],
    [home, '福岡県 北九州市 門司区 大里本町3-2-5 葛城ハイツ101号室'],
    [{ ...home, town: '大里本町', block: '3丁目2-5' }, home],
  ])('%j is %j', (a, b) => {
    expect(sameAddress(a, b)).toBe(true);
  });
  it('tells apart what is different', () => {
    expect(sameAddress('門司区大里本町3-2-5', '門司区大里本町3-2-6')).toBe(false);
    expect(sameAddress('門司区大里本町3-2-5', '門司区大里東3-2-5')).toBe(false);
    expect(sameAddress('門司区大里本町3-25', '門司区大里本町3-2-5')).toBe(false);
    expect(sameAddress(home, { ...home, katagaki: '別棟' })).toBe(false);
    expect(sameAddress(home, { ...home, katagaki: '別棟' }, { ignoreKatagaki: true })).toBe(true);
    expect(sameAddress('', '')).toBe(false);
  });
});
