/** One fictional patient by number: always the same for the same number, size of the sample and day. Pure. */
import type { Json } from '#core/fields';
import { formatAddress } from '#kernel/address';
import { addDays } from '#kernel/dates';
import { type Draw, drawOf } from '../random.ts';
import type { SamplePatient, World } from './model.ts';

export function patientOf(n: number, world: World): SamplePatient {
  const draw = drawOf(n, 1);
  const ago = world.daysAgo(n);
  const reported = addDays(world.today, -ago);
  const age = ageOf(draw);
  const sex = draw.chance(0.5) ? '男' : '女';
  const risks = risksOf(draw, age, sex);
  const severity = severityOf(draw, age, risks.length);
  const state = stateOf(draw, ago, age, severity);
  const place =
    severity === '重症' || severity === '中等症Ⅱ' || state === 'transferred'
      ? '入院'
      : draw.chance(0.1)
        ? '宿泊施設'
        : '自宅';
  const assigned = state !== 'received' || draw.chance(0.4);
  const values: Record<string, Json> = {
    ...personOf(draw, world, age, sex, reported),
    届出日: reported,
    検査: draw.one(['PCR検査', 'PCR検査', '抗原検査', '抗原検査', '医師の診断のみ']),
  };
  if (severity !== '無症状') values.発症日 = addDays(reported, -draw.int(0, 4));
  if (assigned) values.担当 = draw.one(world.officers);
  if (state === 'received') return { state, values };
  if (risks.length > 0) values.リスク = risks;
  if (state === 'investigating') return { state, values };
  values.重症度 = severity;
  values.療養場所 = place;
  if (place === '入院')
    values.入院先 = draw.one(['あかつき市民病院（架空）', 'ひので中央病院（架空）', '潮見総合病院（架空）']);
  if (state === 'finished' || state === 'transferred')
    values.療養終了日 = addDays(reported, Math.min(ago, draw.int(8, 11)));
  if (state === 'died') values.備考 = 'ご家族に連絡済み。';
  if (state === 'recovering') Object.assign(values, contactsOf(draw, world.today, ago, severity));
  return { state, values };
}

function ageOf(draw: Draw): number {
  const [low, high] = draw.one([
    [0, 9],
    [10, 19],
    [20, 29],
    [20, 39],
    [30, 49],
    [40, 59],
    [60, 74],
    [75, 97],
  ] as const);
  return draw.int(low, high);
}

function personOf(
  draw: Draw,
  { people, today }: World,
  age: number,
  sex: '男' | '女',
  reported: string,
): Record<string, Json> {
  const [family, familyKana] = familyOf(draw, people);
  const [given, givenKana] = draw.one(people.given[sex][age >= 60 ? 0 : age >= 22 ? 1 : 2]!);
  const [postCode, ward, town] = draw.one(people.towns);
  const flat = draw.chance(0.35);
  const parts = {
    postCode,
    prefecture: people.prefecture,
    city: people.city,
    ward,
    town,
    block: `${draw.int(1, 60)}番${draw.int(1, 28)}号`,
    ...(flat ? { katagaki: `${draw.one(people.buildings)}${draw.int(1, 9)}0${draw.int(1, 8)}号` } : {}),
  };
  const own = String(draw.int(0, 9999)).padStart(4, '0');
  // Born before the report, and never on a day that is yet to come.
  const born = addDays(
    `${Number(reported.slice(0, 4)) - age}-${reported.slice(5).replace('02-29', '02-28')}`,
    -draw.int(0, 364),
  );
  return {
    氏名: { kind: 'two', family, given, kana: { family: familyKana, given: givenKana } },
    生年月日: born > today ? today : born,
    性別: draw.chance(0.01) ? '答えない' : sex,
    区: ward,
    住所: { ...parts, asWritten: formatAddress(parts) },
    電話: draw.chance(0.85) ? `090-0000-${own}` : `0190-00-${own}`,
  };
}

/** The first names stand at every tenth door, the last thirty at one of ten thousand. */
function familyOf(draw: Draw, { families }: World['people']): [string, string] {
  const common = families.length - 30;
  return draw.chance(0.003)
    ? draw.one(families.slice(common))
    : families[Math.floor(common * draw.part() ** 1.5)]!;
}

function risksOf(draw: Draw, age: number, sex: string): string[] {
  const share = age >= 75 ? 0.5 : age >= 60 ? 0.3 : age >= 40 ? 0.14 : 0.05;
  const found = [
    '糖尿病',
    '心臓の病気',
    '呼吸器の病気',
    '腎臓の病気',
    '免疫が下がる治療',
    '肥満',
    '喫煙',
  ].filter(() => draw.chance(share / 3));
  if (sex === '女' && age >= 20 && age < 45 && draw.chance(0.03)) found.push('妊娠');
  return found;
}

function severityOf(draw: Draw, age: number, risks: number): string {
  const grave = (age >= 75 ? 0.05 : age >= 60 ? 0.02 : 0.003) * (1 + risks);
  const at = draw.part();
  if (at < grave * 0.3) return '重症';
  if (at < grave) return '中等症Ⅱ';
  if (at < grave * 2 + 0.01) return '中等症Ⅰ';
  return at < 0.9 ? '軽症' : '無症状';
}

function stateOf(draw: Draw, ago: number, age: number, severity: string): SamplePatient['state'] {
  const at = draw.part();
  if (ago === 0) return at < 0.6 ? 'received' : 'investigating';
  if (ago === 1) return at < 0.1 ? 'received' : at < 0.4 ? 'investigating' : 'recovering';
  const grave = severity === '重症' || severity === '中等症Ⅱ';
  if (ago < 9 || (ago < 15 && grave)) return 'recovering';
  if (grave && age >= 60 && at < 0.12) return 'died';
  return grave && at < 0.3 ? 'transferred' : 'finished';
}

/** Quarters of an hour between nine and nine. */
const clock = (draw: Draw): string =>
  `${String(draw.int(9, 20)).padStart(2, '0')}:${draw.one(['00', '15', '30', '45'])}:00`;

function contactsOf(draw: Draw, today: string, ago: number, severity: string): Record<string, Json> {
  const next = draw.part();
  // Somebody may have been forgotten yesterday, but nobody who was reported then.
  const late = next < 0.06 && ago >= 2;
  const result = draw.one([
    'つながった',
    'つながった',
    'つながった',
    'つながった',
    'つながった',
    '不在',
    '折返し待ち',
  ]);
  return {
    次回連絡: `${addDays(today, late ? -1 : next < 0.72 ? 0 : 1)}T${clock(draw)}`,
    最終連絡: `${addDays(today, late ? -2 : -1)}T${clock(draw)}`,
    連絡結果: result,
    症状の点: String(severity === '軽症' || severity === '無症状' ? draw.int(0, 6) : draw.int(5, 20)),
  };
}
