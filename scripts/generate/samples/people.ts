/** Households of fictional residents: a few written by hand, the rest drawn. */
import { city, prefecture, type Town, towns } from './city.ts';
import type { Random } from './random.ts';

export interface Resident {
  addresseeNumber: string;
  householdNumber: string;
  relationship: string;
  /** resident, movedOut, deceased, notRegistered (住登外者) */
  status: string;
  /** As registers write it: 氏　名, or the one name. */
  name: string;
  family: string;
  given: string;
  /** A name that is not divided. */
  single: string;
  romanised: string;
  alias: string;
  formerFamily: string;
  kanaFamily: string;
  kanaGiven: string;
  /** filed 届出済, recorded 市長記録, none */
  furiganaStatus: string;
  /** `1945-08-00` 日不詳, `1945-00-00` 月日不詳 */
  birthDate: string;
  sex: string;
  nationality: string;
  residenceStatus: string;
  postCode: string;
  prefecture: string;
  city: string;
  ward: string;
  town: string;
  block: string;
  katagaki: string;
  /** One line. */
  address: string;
  since: string;
  until: string;
  /** 支援措置 ends on */
  protectionUntil: string;
}

type Member = [
  relationship: string,
  name: string,
  kana: string,
  birthDate: string,
  sex: string,
  more?: Partial<Resident>,
];
interface Household {
  town: string;
  block: string;
  katagaki?: string;
  members: Member[];
}

/** Each shows something that software gets wrong. The first ones stand in samples/cases.json. */
const written: Household[] = [
  {
    town: '本町',
    block: '二丁目3番4号',
    katagaki: 'あかつきハイツ203号',
    members: [
      ['世帯主', '𠮷田 由美', 'ヨシダ ユミ', '1988-05-12', '女'],
      ['子', '𠮷田 陽向', 'ヨシダ ヒナタ', '2016-09-03', '男'],
      ['子', '𠮷田 莉子', 'ヨシダ リコ', '2013-02-20', '女'],
    ],
  },
  {
    town: '桜台',
    block: '15番地6',
    members: [
      ['世帯主', '髙﨑 健一', 'タカサキ ケンイチ', '1989-01-07', '男'],
      ['妻', '髙﨑 美穂', 'タカサキ ミホ', '1989-01-08', '女', { formerFamily: '浜﨑' }],
      ['子', '髙﨑 蒼', 'タカサキ アオイ', '2018-04-01', '男'],
      ['子', '髙﨑 凛', 'タカサキ リン', '2018-04-02', '女'],
    ],
  },
  {
    town: '寺町',
    block: '8番地',
    katagaki: '葛󠄀城様方',
    members: [
      ['世帯主', '葛󠄀城 千代', 'カツラギ チヨ', '1931-00-00', '女'],
      ['同居人', '辻󠄀 誠', 'ツジ マコト', '1962-11-30', '男'],
    ],
  },
  {
    town: '若葉',
    block: '三丁目12番1号',
    katagaki: '若葉団地5棟402号',
    members: [
      [
        '世帯主',
        '',
        '',
        '1990-03-15',
        '男',
        {
          single: 'NGUYEN VAN AN',
          romanised: 'NGUYEN VAN AN',
          nationality: 'ベトナム',
          residenceStatus: '技術・人文知識・国際業務',
        },
      ],
      [
        '妻',
        '',
        '',
        '1992-07-08',
        '女',
        {
          single: 'TRAN THI HOA',
          romanised: 'TRAN THI HOA',
          alias: '花 さくら',
          nationality: 'ベトナム',
          residenceStatus: '家族滞在',
        },
      ],
      [
        '子',
        '',
        '',
        '2017-10-01',
        '男',
        {
          single: 'NGUYEN MINH KHOI',
          romanised: 'NGUYEN MINH KHOI',
          nationality: 'ベトナム',
          residenceStatus: '家族滞在',
        },
      ],
    ],
  },
  {
    town: '港町',
    block: '一丁目1番20号',
    katagaki: 'メゾン港1105',
    members: [
      [
        '世帯主',
        '',
        '',
        '1985-12-24',
        '女',
        {
          single: 'DA SILVA MARIA FERNANDA',
          romanised: 'DA SILVA MARIA FERNANDA',
          alias: '林 マリア',
          nationality: 'ブラジル',
          residenceStatus: '永住者',
        },
      ],
      ['子', '林 ルカ', 'ハヤシ ルカ', '2015-06-30', '男'],
    ],
  },
  {
    town: '大手',
    block: '二丁目7番9号',
    members: [
      [
        '世帯主',
        '金 秀賢',
        '',
        '1978-02-11',
        '男',
        { romanised: 'KIM SUHYEON', alias: '金本 秀', nationality: '韓国', residenceStatus: '特別永住者' },
      ],
      ['妻', '渡邉 玲子', 'ワタナベ レイコ', '1980-10-10', '女'],
    ],
  },
  {
    town: '灯台町',
    block: '3番地の2',
    members: [
      ['世帯主', '齋藤 正', 'サイトウ タダシ', '1944-08-00', '男'],
      ['妻', '齋藤 フミ', 'サイトウ フミ', '1948-12-31', '女'],
      ['子', '齋藤 勝', 'サイトウ マサル', '1972-06-05', '男'],
    ],
  },
  {
    town: '緑が丘',
    block: '四丁目2番5号',
    members: [
      ['世帯主', '澤邊 彩花', 'サワベ アヤカ', '1995-08-19', '女'],
      ['夫（未届）', '栁 拓海', 'ヤナギ タクミ', '1993-04-27', '男'],
      ['子', '澤邊 結', 'サワベ ユイ', '2024-02-29', '女'],
    ],
  },
  {
    town: '銀河台',
    block: '五丁目10番11号',
    katagaki: '星の里コーポB-102',
    members: [['世帯主', '山口 明日香', 'ヤマグチ アスカ', '1998-11-21', '女']],
  },
  {
    town: '川端',
    block: '77番地',
    members: [
      ['世帯主', '五十嵐 徹', 'イガラシ トオル', '1966-09-15', '男', { protectionUntil: '' }],
      ['妻', '五十嵐 恵', 'イガラシ メグミ', '1968-03-03', '女'],
      ['母', '五十嵐 ハル', 'イガラシ ハル', '1939-05-05', '女'],
      ['子', '五十嵐 大和', 'イガラシ ヤマト', '2001-01-20', '男'],
    ],
  },
  {
    town: '風待',
    block: '一丁目4番8号',
    katagaki: '風待寮12号',
    members: [
      ['世帯主', '小鳥遊 楓', 'タカナシ カエデ', '2000-12-01', '女', { protectionUntil: '2027-03-31' }],
      ['子', '小鳥遊 湊', 'タカナシ ミナト', '2020-05-17', '男', { protectionUntil: '2027-03-31' }],
    ],
  },
  {
    town: '月見',
    block: '二丁目2番2号',
    members: [
      [
        '世帯主',
        '森山 剛',
        'モリヤマ ツヨシ',
        '1975-07-07',
        '男',
        { status: 'movedOut', until: '2026-03-25' },
      ],
      ['妻', '森山 紗季', 'モリヤマ サキ', '1977-01-15', '女', { status: 'movedOut', until: '2026-03-25' }],
    ],
  },
  {
    town: '松原町',
    block: '101番地',
    members: [
      [
        '世帯主',
        '㐂多村 芳江',
        'キタムラ ヨシエ',
        '1935-04-18',
        '女',
        { status: 'deceased', until: '2026-09-02' },
      ],
      ['子', '㐂多村 昭', 'キタムラ アキラ', '1960-06-06', '男'],
    ],
  },
  {
    town: '真砂',
    block: '9番13号',
    members: [
      ['世帯主', '神谷 晴人', 'カミヤ ハルト', '1987-03-30', '男'],
      ['妻', '神谷 詩織', 'カミヤ シオリ', '1986-10-25', '女'],
      ['子', '神谷 朔', 'カミヤ サク', '2014-12-12', '男'],
      ['子', '神谷 紬', 'カミヤ ツムギ', '2017-07-21', '女'],
      ['子', '神谷 律', 'カミヤ リツ', '2020-11-11', '男'],
    ],
  },
  {
    town: '学園前',
    block: '一丁目6番3号',
    katagaki: '学園前アパート2-A',
    members: [
      [
        '世帯主',
        '',
        '',
        '2002-09-09',
        '女',
        {
          single: 'SHARMA PRIYA',
          romanised: 'SHARMA PRIYA',
          nationality: 'ネパール',
          residenceStatus: '留学',
        },
      ],
    ],
  },
];

const families =
  '佐々木 ササキ|田中 タナカ|伊藤 イトウ|小林 コバヤシ|加藤 カトウ|山本 ヤマモト|中村 ナカムラ|松本 マツモト|木村 キムラ|清水 シミズ|林 ハヤシ|池田 イケダ|橋本 ハシモト|石川 イシカワ|前田 マエダ|藤原 フジワラ|岡田 オカダ|後藤 ゴトウ|長谷川 ハセガワ|村上 ムラカミ|近藤 コンドウ|坂本 サカモト|遠藤 エンドウ|青木 アオキ|藤井 フジイ|西村 ニシムラ|福田 フクダ|太田 オオタ|濵田 ハマダ|邊見 ヘンミ|廣瀨 ヒロセ|德永 トクナガ';
const men =
  '翔太 ショウタ|大翔 ヒロト|和也 カズヤ|健 ケン|修 オサム|隆 タカシ|悠斗 ユウト|誠 マコト|洋平 ヨウヘイ|昭夫 アキオ|蓮 レン|樹 イツキ|直樹 ナオキ|博 ヒロシ';
const women =
  '葵 アオイ|陽菜 ヒナ|美咲 ミサキ|恵子 ケイコ|和子 カズコ|真由美 マユミ|さくら サクラ|結衣 ユイ|裕子 ユウコ|千恵 チエ|凛 リン|花 ハナ|久美子 クミコ|あかり アカリ';
const pairs = (text: string) => text.split('|').map((entry) => entry.split(' ') as [string, string]);

function drawn(random: Random): Household {
  const [family, kana] = random.one(pairs(families));
  const named = (relationship: string, sex: string, from: number, to: number): Member => {
    const [given, givenKana] = random.one(pairs(sex === '男' ? men : women));
    return [relationship, `${family} ${given}`, `${kana} ${givenKana}`, random.date(from, to), sex];
  };
  const shape = random.int(1, 10);
  const members: Member[] = [];
  if (shape <= 3) members.push(named('世帯主', random.chance(0.5) ? '男' : '女', 1940, 2004));
  else if (shape <= 5) members.push(named('世帯主', '男', 1938, 1962), named('妻', '女', 1940, 1964));
  else if (shape <= 9) {
    members.push(named('世帯主', '男', 1976, 1994), named('妻', '女', 1977, 1995));
    for (let child = random.int(1, 3); child > 0; child--)
      members.push(named('子', random.chance(0.5) ? '男' : '女', 2005, 2025));
  } else
    members.push(
      named('世帯主', '女', 1978, 1996),
      named('子', random.chance(0.5) ? '男' : '女', 2009, 2022),
    );
  const town: Town = random.one(towns);
  const block = random.chance(0.5)
    ? `${random.one(['一', '二', '三', '四'])}丁目${random.int(1, 30)}番${random.int(1, 25)}号`
    : `${random.int(1, 900)}番地${random.chance(0.4) ? random.int(1, 9) : ''}`;
  const katagaki = random.chance(0.35)
    ? `${random.one(['コーポ', 'メゾン', 'ハイツ', 'サンライズ'])}${town.town}${random.int(1, 9)}0${random.int(1, 9)}`
    : '';
  return { town: town.town, block, katagaki, members };
}

export function residents(random: Random, count: number): Resident[] {
  const list: Resident[] = [];
  let household = 0;
  while (list.length < count) {
    const { town, block, katagaki = '', members } = written[household] ?? drawn(random);
    household++;
    const place = towns.find((one) => one.town === town) as Town;
    const since = random.date(1995, 2024);
    // 三丁目 belongs to the town: 若葉三丁目 12番1号.
    const [, chome = '', number = block] = /^([一二三四五]丁目)(.+)$/.exec(block) ?? [];
    for (const [relationship, name, kana, birthDate, sex, more = {}] of members) {
      if (list.length === count) break;
      const [family = '', given = ''] = name.split(' ');
      const [kanaFamily = '', kanaGiven = ''] = kana.split(' ');
      list.push({
        addresseeNumber: String(7_000_001 + list.length * 13).padStart(10, '0'),
        householdNumber: `S${String(household).padStart(5, '0')}`,
        relationship,
        status: 'resident',
        name: more.single ?? `${family}　${given}`,
        family,
        given,
        single: '',
        romanised: '',
        alias: '',
        formerFamily: '',
        kanaFamily,
        kanaGiven,
        furiganaStatus: kana === '' ? 'none' : random.chance(0.4) ? 'filed' : 'recorded',
        birthDate,
        sex,
        nationality: '',
        residenceStatus: '',
        postCode: place.postCode,
        prefecture,
        city,
        ward: place.ward,
        town: town + chome,
        block: number,
        katagaki,
        address: [`${prefecture}${city}${place.ward}${town}${chome}${number}`, katagaki]
          .filter((part) => part !== '')
          .join('　'),
        since: since > birthDate ? since : birthDate.replace(/-00/g, '-01'),
        until: '',
        protectionUntil: '',
        ...more,
      });
    }
  }
  return list;
}
