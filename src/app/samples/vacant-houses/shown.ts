/** Houses with photos, judged a few days ago and waiting for the meeting: what a visitor of the demo opens first. Pure. */
import type { Json, Mark } from '#core/fields';
import { formatAddress } from '#kernel/address';
import { addDays } from '#kernel/dates';
import { drawOf } from '../random.ts';
import { receptionOf } from './house.ts';
import type { HouseWorld } from './model.ts';

/** Points of an item and what is to be seen of it; `marks` as the editor would leave them. */
interface Seen {
  item: string;
  danger?: string;
  defect?: string;
  note?: string;
  photos?: number;
  marks?: Mark[];
}

interface Shown {
  ward: string;
  town: string;
  block: string;
  point: { lat: string; lng: string };
  seen: Seen[];
}

const arrow = (x: number, y: number): Mark => ({
  kind: 'arrow',
  colour: 'red',
  points: [Math.max(0, x - 2500), Math.min(10_000, y + 2500), x, y],
});
const words = (x: number, y: number, text: string): Mark => ({
  kind: 'text',
  colour: 'red',
  points: [x, y],
  text,
});

const sound: Seen[] = [
  { item: '傾き', danger: 'なし' },
  { item: '基礎', danger: 'なし', defect: 'なし' },
  { item: '外壁', danger: 'なし', defect: 'なし' },
  { item: '屋根', danger: 'なし', defect: 'なし' },
  { item: '建具', danger: 'なし' },
  { item: '設備', danger: 'なし', defect: 'ある' },
  { item: '防火', defect: 'なし' },
  { item: '塀', danger: 'なし' },
];

/** The first reproduces what the published case shows: 75 and 110 points, 特別, 25 points for ③. */
const shown: readonly Shown[] = [
  {
    ward: '朝凪区',
    town: '本町',
    block: '3番29号',
    point: { lat: '34.1483', lng: '130.2651' },
    seen: [
      { item: '基礎', danger: '中', defect: '大', note: '土台が腐り、柱が沈んでいる', photos: 1 },
      {
        item: '外壁',
        danger: '中',
        defect: '穴',
        note: '下地材が破れ、穴が開いている',
        photos: 2,
        marks: [arrow(5200, 5600), words(5400, 4700, '壁を抜ける穴')],
      },
      {
        item: '屋根',
        danger: '中',
        defect: '著しい',
        note: '瓦がずれ、軒先が垂れている',
        photos: 1,
        marks: [arrow(4200, 2700)],
      },
      { item: '設備', danger: 'なし', defect: 'ない', note: 'たて樋がない', photos: 1 },
    ],
  },
  {
    ward: '潮見区',
    town: '灯台町',
    block: '12番4号',
    point: { lat: '34.1616', lng: '130.3319' },
    seen: [
      { item: '傾き', danger: '低', note: '戸がやや閉まりにくい', photos: 1 },
      { item: '基礎', danger: '低', defect: '大', note: '基礎にひびが通る', photos: 1 },
      { item: '外壁', danger: '低', defect: '穴', note: 'モルタルが広くはがれる', photos: 1 },
      { item: '屋根', danger: '中', defect: '著しい', note: '雨もりの跡', photos: 1 },
    ],
  },
  {
    ward: '松影区',
    town: '古城',
    block: '7番15号',
    point: { lat: '34.1328', lng: '130.3838' },
    seen: [
      { item: '外壁', danger: '低', defect: '下地', note: '北側の下地が見える', photos: 1 },
      {
        item: '塀',
        danger: '中',
        note: 'ブロック塀が道路側へ傾く',
        photos: 1,
        marks: [words(3000, 6000, 'ここから先が傾く')],
      },
    ],
  },
];

/** To be judged today by the first of the inspectors: what a phone shows when it is opened. */
const today: readonly Omit<Shown, 'seen'>[] = [
  { ward: '花咲区', town: '梅園町', block: '5番2号', point: { lat: '34.1714', lng: '130.4092' } },
  { ward: '月見区', town: '月影町', block: '18番11号', point: { lat: '34.1973', lng: '130.286' } },
  { ward: '星川区', town: '星川', block: '2番7号', point: { lat: '34.2287', lng: '130.3953' } },
];

export interface ShownHouse {
  /** How far it has come: acts of the process, one after the other. */
  acts: readonly string[];
  values: Record<string, Json>;
  /** What is attached where: number of pictures by item, with the marks of the first. */
  photos: { item: string; count: number; marks: Mark[] }[];
}

export function shownHouses(world: HouseWorld): ShownHouse[] {
  return [
    ...shown.map((house, n) => judgedHouse(house, n, world)),
    ...today.map((house, n): ShownHouse => {
      const values = placedHouse(house, shown.length + n, world, addDays(world.today, -12 - n));
      Object.assign(values, { 判定者: world.inspectors[0] ?? null, 判定予定日: world.today });
      return { acts: ['plan'], values, photos: [] };
    }),
  ];
}

function placedHouse(
  { ward, town, block, point }: Omit<Shown, 'seen'>,
  n: number,
  world: HouseWorld,
  received: string,
): Record<string, Json> {
  const postCode = world.houses.towns.find((one) => one[1] === ward && one[2] === town)?.[0] ?? '';
  const { prefecture, city } = world.houses;
  const parts = { postCode, prefecture, city, ward, town, block };
  return {
    ...receptionOf(drawOf(n, 12), world, received),
    受付区: ward,
    所在地: { ...parts, asWritten: formatAddress(parts) },
    位置: point,
  };
}

function judgedHouse(house: Shown, n: number, world: HouseWorld): ShownHouse {
  const { seen } = house;
  const judged = addDays(world.today, -3 - n);
  const values = placedHouse(house, n, world, addDays(judged, -9));
  Object.assign(values, {
    判定者: world.inspectors[0] ?? null,
    判定予定日: judged,
    判定日: judged,
    天候: n === 1 ? '雨' : '晴れ',
    立入り: '敷地に入って',
  });
  const byItem = new Map(seen.map((one) => [one.item, one]));
  for (const plain of sound) {
    const { danger, defect, note } = byItem.get(plain.item) ?? plain;
    if (danger !== undefined) values[`${plain.item}_危険`] = danger;
    if (defect !== undefined) values[`${plain.item}_不良`] = defect;
    if (note !== undefined) values[`${plain.item}_所見`] = note;
  }
  return {
    acts: ['plan', 'judged'],
    values,
    photos: seen.flatMap(({ item, photos = 0, marks = [] }) =>
      photos === 0 ? [] : [{ item, count: photos, marks }],
    ),
  };
}
