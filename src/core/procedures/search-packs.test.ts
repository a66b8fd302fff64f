/** What residents of the demo city type, and what they must see among the first three. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Definitions, Procedure } from '#core/definitions.server';
import { catalogueOf } from './index.server.ts';

const packs = path.resolve(import.meta.dirname, '../../../packs');

function read<T>(folder: string): T[] {
  const place = path.join(packs, folder);
  return readdirSync(place).map((file) => JSON.parse(readFileSync(path.join(place, file), 'utf8')) as T);
}

const procedures = [...read<Procedure>('base/procedures'), ...read<Procedure>('demo/procedures')].sort(
  (a, b) => (a.reading < b.reading ? -1 : 1),
);
const definitions = {
  procedures: () =>
    procedures.map((body) => ({ version: 1, effectiveFrom: body.effectiveFrom as string, body })),
  languages: () => read('base/languages'),
  derived: <T>(_key: string, make: () => T) => make(),
} as unknown as Definitions;
const catalogue = catalogueOf(definitions, '2026-11-21');
const found = (query: string) => catalogue.search(query).map((one) => one.body.id);

const moves = ['move-in-notification', 'move-out-notification', 'move-within-notification'];

/** Each of the expected must be among the first three; the first of them first when it is the only one. */
const table: [string, ...string[]][] = [
  // Kanji.
  ['就学援助', 'school-expense-assistance'],
  ['給食費が払えない', 'school-expense-assistance'],
  ['所得証明', 'income-tax-certificate'],
  ['課税証明書がほしい', 'income-tax-certificate'],
  ['住民票', 'residence-certificate'],
  ['引っ越し', ...moves],
  ['住所変更', ...moves],
  ['赤ちゃんが生まれた', 'birth-notification'],
  ['子供手当', 'child-allowance'],
  ['健康保険', 'national-health-insurance-join'],
  ['会社を辞めた', 'national-health-insurance-join', 'national-pension-notification'],
  ['お葬式', 'funeral-expense-payment', 'death-notification', 'bereavement-counter'],
  ['実印', 'seal-registration'],
  ['犬', 'dog-registration-change'],
  ['保育園の申し込み', 'nursery-application'],
  ['税金の申告', 'resident-tax-declaration'],
  ['苗字', 'keep-married-name-notification', 'name-change-notification', 'marriage-notification'],
  ['母子手帳', 'pregnancy-notification'],
  // Kana.
  ['きゅうしょくひ', 'school-expense-assistance'],
  ['しょとくしょうめい', 'income-tax-certificate'],
  ['ひっこし', ...moves],
  ['あかちゃん', 'birth-notification'],
  ['こどもてあて', 'child-allowance'],
  ['けんこうほけん', 'national-health-insurance-join'],
  ['おくやみ', 'bereavement-counter', 'death-notification'],
  ['まいなんばー', 'my-number-card-collection'],
  ['じゅうみんひょう', 'residence-certificate'],
  ['ほいくえん', 'nursery-application'],
  ['よぼうせっしゅ', 'vaccination-record'],
  ['いんかんしょうめい', 'seal-registration'],
  ['りこん', 'divorce-notification'],
  ['にゅうせき', 'marriage-notification'],
  ['かいご', 'long-term-care-certification'],
  ['せいかつほご', 'public-assistance'],
  ['そうぞく', 'property-tax-heir-notice', 'bereavement-counter'],
  ['ねんきん', 'national-pension-notification'],
  ['ソダイゴミ', 'bulky-waste'],
  ['コドモ医療', 'child-medical-expenses'],
  ['しごと', 'staff-recruitment'],
  ['はんこ', 'seal-registration'],
  // Half-width and small kana left large.
  ['ｷｭｳｼｮｸﾋ', 'school-expense-assistance'],
  ['ﾋﾂｺｼ', ...moves],
  ['ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ', 'my-number-card-collection'],
  ['ｼﾞﾕｳﾐﾝﾋﾖｳ', 'residence-certificate'],
  ['ＰＩＮ', 'my-number-card-collection'],
  // Okurigana and spelling as they come.
  ['引越', ...moves],
  ['引っこし', ...moves],
  ['粗大ゴミを申込む', 'bulky-waste'],
  ['印かん登録', 'seal-registration'],
  ['子供の医療費', 'child-medical-expenses'],
  ['受取り マイナンバーカード', 'my-number-card-collection'],
  // Slips.
  ['きゅしょくひ', 'school-expense-assistance'],
  ['就学縁助', 'school-expense-assistance'],
  ['予防摂種', 'vaccination-record', 'infant-vaccinations'],
  ['課税証明所', 'income-tax-certificate'],
  ['国民建康保険', 'national-health-insurance-join'],
  ['印監登録', 'seal-registration'],
  ['マイナンパーカード', 'my-number-card-collection'],
  // Romaji, in any school.
  ['juminhyo', 'residence-certificate'],
  ['jūminhyō', 'residence-certificate'],
  ['zyuuminhyou', 'residence-certificate'],
  ['hikkoshi', ...moves],
  ['hikkosi', ...moves],
  ['kokumin kenko hoken', 'national-health-insurance-join'],
  ['kyuushokuhi', 'school-expense-assistance'],
  ['shotoku shomei', 'income-tax-certificate'],
  ['kodomo teate', 'child-allowance'],
  ['hanko', 'seal-registration'],
  ['nenkin', 'national-pension-notification'],
  // English.
  ['baby', 'birth-notification'],
  ['My Number card', 'my-number-card-collection'],
  ['I want to change my address', ...moves],
  ['moving', ...moves],
  ['health insurance', 'national-health-insurance-join'],
  ['proof of income', 'income-tax-certificate'],
  ['child allowance', 'child-allowance'],
  ['school lunch', 'school-expense-assistance'],
  ['vaccine certificate', 'vaccination-record'],
  ['garbage', 'bulky-waste'],
  ['daycare', 'nursery-application'],
  ['How do I get married?', 'marriage-notification'],
];

describe('the packs answer what people type', () => {
  test.each(table)('%s', (query, ...expected) => {
    const first = found(query).slice(0, 3);
    if (expected.length === 1) expect(first[0]).toBe(expected[0]);
    else expect(first).toEqual(expect.arrayContaining(expected));
  });

  test('title, reading and every word of a procedure lead to it', () => {
    const lost = procedures.flatMap(({ id, title, reading, words }) =>
      [...Object.values(title), reading, ...words]
        .filter((text) => !found(text).slice(0, 5).includes(id))
        .map((text) => `${id}: ${text}`),
    );
    expect(lost).toEqual([]);
  });

  test('every word with kanji stands in kana too, for those who type no kanji', () => {
    const lost = procedures.filter(({ words }) => !words.some((word) => /^[ぁ-んー]+$/.test(word)));
    expect(lost.map((one) => one.id)).toEqual([]);
  });

  test.each(['宇宙旅行', 'うちゅうりょこう', 'asdfgh', 'ラーメン', 'the'])('%s finds nothing', (query) => {
    expect(found(query)).toEqual([]);
  });
});
