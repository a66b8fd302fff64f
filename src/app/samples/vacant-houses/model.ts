/** What the sample is made of, as `packs/vacant-houses/samples/houses.json` says. */
import type { Json, Layer } from '#core/fields';

export interface Houses {
  prefecture: string;
  city: string;
  /** Post code, ward, town. */
  towns: [string, string, string][];
  /** Name and kana; invented owners. */
  families: [string, string][];
  given: [string, string][];
  consults: string[];
  /** By item of judgement. */
  notes: Record<string, string[]>;
  /** Login and share of the visits. */
  inspectors: [string, number][];
}

/** Everything that a house depends on besides its number. */
export interface HouseWorld {
  count: number;
  today: string;
  houses: Houses;
  wards: Layer;
  /** Ids of staff, each as often as their share says. */
  inspectors: readonly string[];
}

export type HouseState = 'received' | 'judging' | 'decided' | 'notified' | 'excluded' | 'withdrawn';

export interface SampleHouse {
  state: HouseState;
  /** By field code. */
  values: Record<string, Json>;
}

/** Choices of the app, the worst last; null: the item is not judged so. */
export const items: readonly { code: string; danger: string[] | null; defect: string[] | null }[] = [
  { code: '傾き', danger: ['なし', '低', '中', '高'], defect: null },
  { code: '基礎', danger: ['なし', '低', '中', '高'], defect: ['なし', '小', '大', '崩壊'] },
  { code: '外壁', danger: ['なし', '低', '中', '高'], defect: ['なし', '下地', '穴'] },
  { code: '屋根', danger: ['なし', '低', '中', '高'], defect: ['なし', '一部', '著しい', '変形'] },
  { code: '建具', danger: ['なし', '低', '中', '高'], defect: null },
  { code: '設備', danger: ['なし', '低', '中'], defect: ['ある', 'ない'] },
  { code: '防火', danger: null, defect: ['なし', '一部', '全体'] },
  { code: '塀', danger: ['なし', '低', '中', '高'], defect: null },
];
