/** Equipment of a section and who borrowed it: the records of the two work apps of the demo. Days are counted back from today. */
import { type Random, seeded } from './random.ts';

type Values = Record<string, unknown>;
interface Kind {
  name: string;
  kind: string;
  place: string;
  price: [low: number, high: number];
  purposes: string[];
  parts: string[];
}

const kinds: Kind[] = [
  {
    name: 'ノートパソコン',
    kind: 'パソコン・タブレット',
    place: '学事課 ロッカー1',
    price: [88_000, 142_000],
    purposes: ['出張先での記録', '研修の受講', '在宅勤務', '学校訪問での入力'],
    parts: ['電源', 'ケース'],
  },
  {
    name: 'タブレット',
    kind: 'パソコン・タブレット',
    place: '学事課 ロッカー2',
    price: [42_000, 78_000],
    purposes: ['窓口での案内', '通学路の点検', '授業の参観', '就学時健診の受付'],
    parts: ['電源', 'ケース'],
  },
  {
    name: 'プロジェクター',
    kind: '映像・音響',
    place: '第2会議室 棚',
    price: [56_000, 98_000],
    purposes: ['保護者説明会', '教育委員会の定例会', '新任職員研修', '学校運営協議会'],
    parts: ['電源', '延長コード', 'マニュアル'],
  },
  {
    name: 'スクリーン（80型）',
    kind: '映像・音響',
    place: '第2会議室 棚',
    price: [18_000, 26_000],
    purposes: ['保護者説明会', '地域説明会', '新任職員研修'],
    parts: ['三脚', 'ケース'],
  },
  {
    name: 'ワイヤレスマイク',
    kind: '映像・音響',
    place: '倉庫B',
    price: [24_000, 39_000],
    purposes: ['入学説明会', '表彰式', '市民講座'],
    parts: ['電源', 'ケース'],
  },
  {
    name: 'デジタルカメラ',
    kind: '撮影',
    place: '学事課 ロッカー1',
    price: [34_000, 62_000],
    purposes: ['通学路の写真撮影', '学校施設の記録', '広報用の撮影'],
    parts: ['電源', 'ケース', '三脚'],
  },
  {
    name: 'ラミネーター',
    kind: '事務機器',
    place: '倉庫A',
    price: [12_000, 19_000],
    purposes: ['掲示物の作成', '案内板の作成'],
    parts: ['電源', 'マニュアル'],
  },
  {
    name: '長机',
    kind: '行事用品',
    place: '倉庫B',
    price: [8_000, 12_000],
    purposes: ['就学相談会', '入学説明会', '臨時窓口の設営'],
    parts: [],
  },
];

const borrowers: [login: string, department: string][] = [
  ['gakuji-kakaricho', 'KYOI-GAKUJI'],
  ['gakuji-shunin', 'KYOI-GAKUJI'],
  ['gakuji-shuji', 'KYOI-GAKUJI'],
  ['kosodate-shunin', 'KODOMO-SHIEN'],
  ['shiminzei-shunin', 'ZAISEI-SHIMINZEI'],
  ['shiminzei-shuji', 'ZAISEI-SHIMINZEI'],
  ['kansen-shuji', 'HOKENJO-KANSEN'],
  ['asanagi-kyoto', 'KYOI-SHO-ASANAGI'],
  ['asanagi-kyoyu', 'KYOI-SHO-ASANAGI'],
  ['asanagi-shimin-shuji', 'ASANAGI-SHIMIN'],
  ['dx-shunin', 'DX-SUISHIN'],
  ['ninyo-shuji', 'JINJII-NINYO'],
];

const notes = [
  '前日の夕方に受け取ります。',
  '電源コードが短いので、延長コードも借ります。',
  '次の借り手へ直接渡しました。',
  '返却時に画面の傷を確かめました。',
  '会場が広いため、2台つないで使います。',
];

const number = (index: number) => `学-${String(index).padStart(4, '0')}`;

/** `$daysAgo`, `$staff` and `$record` stand for what only the city knows: its today, its staff, its records. */
export function loanRecords(
  equipmentCount = 40,
  loanCount = 300,
): {
  format: number;
  apps: { app: string; by: string; key?: string; records: Values[] }[];
} {
  const random = seeded(409);
  const owned = Array.from({ length: equipmentCount }, (_, index) => kinds[index % kinds.length]!);
  return {
    format: 1,
    apps: [
      {
        app: 'equipment',
        by: 'gakuji-shunin',
        key: '管理番号',
        records: owned.map((one, index) => equipment(random, one, index)),
      },
      {
        app: 'equipment-loans',
        by: 'gakuji-shunin',
        records: Array.from({ length: loanCount }, (_, index) => loan(random, owned, loanCount - index)),
      },
    ],
  };
}

function equipment(random: Random, { name, kind, place, price }: Kind, index: number): Values {
  return {
    管理番号: number(index + 1),
    品名: name,
    分類: kind,
    保管場所: place,
    取得日: { $daysAgo: random.int(200, 2_400) },
    取得価格: String(Math.round(random.int(...price) / 100) * 100),
    状態: random.chance(0.08) ? '修理中' : '使える',
  };
}

/** The newest begin tomorrow, the oldest more than a year ago; a few are late, a few were called off. */
function loan(random: Random, owned: Kind[], back: number): Values {
  const index = random.int(0, owned.length - 1);
  const { purposes, parts } = owned[index]!;
  const [login, department] = random.one(borrowers);
  const begins = Math.round((back - 8) * 1.6);
  const days = random.int(1, 9);
  const state =
    begins <= 0
      ? '申込み'
      : begins < days + 2 || random.chance(0.02)
        ? '貸出中'
        : random.chance(0.04)
          ? '取消し'
          : '返却済み';
  const returned = Math.max(begins - days + (random.chance(0.12) ? -random.int(1, 3) : 0), 0);
  const fine = !random.chance(0.04);
  return {
    備品: { $record: number(index + 1) },
    借りた人: { $staff: login },
    所属: department,
    使いみち: random.one(purposes),
    貸出日: { $daysAgo: begins },
    返却予定日: { $daysAgo: begins - days },
    状況: state,
    台数: String(random.chance(0.8) ? 1 : random.int(2, 6)),
    付属品: parts.filter(() => random.chance(0.5)),
    連絡先: `0190-00-${String(1_100 + random.int(0, 800))}`,
    ...(state === '返却済み' ? { 返却日: { $daysAgo: returned }, 点検: fine } : {}),
    ...(state === '返却済み' && !fine ? { 弁償額: String(random.int(1, 24) * 500) } : {}),
    ...(random.chance(0.15) ? { 備考: random.one(notes) } : {}),
  };
}
