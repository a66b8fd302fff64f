/** One fictional house by number: always the same for the same number, size of the sample and day. Pure. */
import { areaOf, type Json, type Layer, polygonsOf } from '#core/fields';
import { formatAddress } from '#kernel/address';
import { addDays } from '#kernel/dates';
import { type Draw, drawOf } from '../random.ts';
import { type HouseState, type HouseWorld, items, type SampleHouse } from './model.ts';

/** Weeks of the sample: enough for the chart of months. */
const days = 420;

export function houseOf(n: number, world: HouseWorld): SampleHouse {
  const draw = drawOf(n, 11);
  const ago = Math.round(days * (1 - (n + 1) / (world.count + 1)));
  const received = addDays(world.today, -ago);
  const values = receptionOf(draw, world, received);
  const plan = planOf(draw, world, received, ago);
  if (plan.state === 'received') return { state: 'received', values };
  Object.assign(values, plan.values);
  if (plan.state === 'judging' || plan.state === 'withdrawn') return { state: plan.state, values };
  // Two parts in three are in a bad way: whoever asks for a subsidy has a reason.
  Object.assign(values, scoresOf(draw, draw.chance(0.65) ? 0.5 + draw.part() / 2 : draw.part() / 2, world));
  const judged = String(values.判定日);
  Object.assign(values, {
    会議日: addDays(judged, draw.int(3, 10)),
    会議結果: '判定のとおり',
    ...(plan.state === 'decided' ? {} : { 通知日: earlier(addDays(judged, draw.int(14, 25)), world.today) }),
  });
  return { state: plan.state, values };
}

/** Whose house it is, where it stands, and who asked. */
export function receptionOf(draw: Draw, world: HouseWorld, received: string): Record<string, Json> {
  const { houses } = world;
  const [postCode, ward, town] = draw.one(houses.towns);
  const [family, familyKana] = draw.one(houses.families);
  const [given, givenKana] = draw.one(houses.given);
  const { prefecture, city } = houses;
  const parts = { postCode, prefecture, city, ward, town, block: `${draw.int(1, 30)}番${draw.int(1, 30)}号` };
  const own = String(draw.int(0, 9999)).padStart(4, '0');
  return {
    受付区: ward,
    受付日: received,
    所在地: { ...parts, asWritten: formatAddress(parts) },
    位置: pointIn(world.wards, ward, draw),
    相談者: draw.one(['所有者', '所有者', '相続人', '相続人', '所有者の家族', '近所の人']),
    相談: draw.one(houses.consults),
    所有者: { kind: 'two', family, given, kana: { family: familyKana, given: givenKana } },
    // Telephone numbers that are given to nobody.
    所有者電話: draw.chance(0.7) ? `090-0000-${own}` : `0190-00-${own}`,
    構造: draw.chance(0.9) ? '木造' : '鉄骨造',
    階数: draw.chance(0.55) ? '2階建て' : '平屋',
  };
}

function planOf(
  draw: Draw,
  { today, inspectors }: HouseWorld,
  received: string,
  ago: number,
): { state: HouseState; values: Record<string, Json> } {
  const at = draw.part();
  const inspector = draw.one(inspectors);
  if (ago < 10 && at < 0.6) return { state: 'received', values: {} };
  if (ago < 45) {
    const planned = addDays(today, draw.one([0, 0, 0, -1, 1, 2, 5]));
    return {
      state: 'judging',
      values: { 判定者: inspector, 判定予定日: planned < received ? today : planned },
    };
  }
  const judged = addDays(received, draw.int(10, 20));
  const values = { 判定者: inspector, 判定予定日: judged, 判定日: judged };
  if (at > 0.95) return { state: 'withdrawn', values: { 判定者: inspector, 判定予定日: judged } };
  return { state: ago < 70 ? 'decided' : at < 0.25 ? 'excluded' : 'notified', values };
}

/** `bad` between 0 and 1: how far each item leans to its worst choice. */
function scoresOf(draw: Draw, bad: number, { houses }: HouseWorld): Record<string, Json> {
  const values: Record<string, Json> = {
    天候: draw.one(['晴れ', '晴れ', 'くもり', '雨']),
    立入り: draw.one(['道路から', '敷地に入って', '敷地に入って', '建物の中まで']),
  };
  for (const { code, danger, defect } of items) {
    const lean = Math.min(1, Math.max(0, bad + (draw.part() - 0.5) * 0.7));
    if (danger !== null) values[`${code}_危険`] = at(danger, lean * 0.8);
    if (defect !== null) values[`${code}_不良`] = at(defect, lean);
    if (lean > 0.45) values[`${code}_所見`] = draw.one(houses.notes[code] ?? ['傷んでいる']);
  }
  return values;
}

const at = (list: readonly string[], share: number): string =>
  list[Math.min(list.length - 1, Math.floor(share * list.length))]!;
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** A place within the ward, somewhere in the box around it. */
function pointIn(wards: Layer, ward: string, draw: Draw): Json {
  const feature = wards.data.features.find((one) => one.properties.name === ward);
  const ring = feature === undefined ? [] : (polygonsOf(feature.geometry)[0]?.[0] ?? []);
  const [lngs, lats] = [ring.map(([lng]) => lng!), ring.map(([, lat]) => lat!)];
  const between = (list: number[]) =>
    (Math.min(...list) + draw.part() * (Math.max(...list) - Math.min(...list))).toFixed(6);
  for (let tries = 0; tries < 200; tries += 1) {
    const point = { lat: between(lats), lng: between(lngs) };
    if (areaOf(wards, point) === ward) return point;
  }
  throw new Error(`the sample finds no place in ${ward}`);
}
