/** The 47 prefectures with their JIS X 0401 codes, north to south. */

export interface Prefecture {
  /** Two digits. */
  code: string;
  name: string;
  kana: string;
  romaji: string;
}

const table = `
北海道 ホッカイドウ Hokkaido|青森県 アオモリケン Aomori|岩手県 イワテケン Iwate|宮城県 ミヤギケン Miyagi|秋田県 アキタケン Akita
山形県 ヤマガタケン Yamagata|福島県 フクシマケン Fukushima|茨城県 イバラキケン Ibaraki|栃木県 トチギケン Tochigi|群馬県 グンマケン Gunma
埼玉県 サイタマケン Saitama|千葉県 チバケン Chiba|東京都 トウキョウト Tokyo|神奈川県 カナガワケン Kanagawa|新潟県 ニイガタケン Niigata
富山県 トヤマケン Toyama|石川県 イシカワケン Ishikawa|福井県 フクイケン Fukui|山梨県 ヤマナシケン Yamanashi|長野県 ナガノケン Nagano
岐阜県 ギフケン Gifu|静岡県 シズオカケン Shizuoka|愛知県 アイチケン Aichi|三重県 ミエケン Mie|滋賀県 シガケン Shiga
京都府 キョウトフ Kyoto|大阪府 オオサカフ Osaka|兵庫県 ヒョウゴケン Hyogo|奈良県 ナラケン Nara|和歌山県 ワカヤマケン Wakayama
鳥取県 トットリケン Tottori|島根県 シマネケン Shimane|岡山県 オカヤマケン Okayama|広島県 ヒロシマケン Hiroshima|山口県 ヤマグチケン Yamaguchi
徳島県 トクシマケン Tokushima|香川県 カガワケン Kagawa|愛媛県 エヒメケン Ehime|高知県 コウチケン Kochi|福岡県 フクオカケン Fukuoka
佐賀県 サガケン Saga|長崎県 ナガサキケン Nagasaki|熊本県 クマモトケン Kumamoto|大分県 オオイタケン Oita|宮崎県 ミヤザキケン Miyazaki
鹿児島県 カゴシマケン Kagoshima|沖縄県 オキナワケン Okinawa
`;

export const prefectures: readonly Prefecture[] = table
  .trim()
  .split(/[|\n]/)
  .map((line, index) => {
    const [name = '', kana = '', romaji = ''] = line.split(' ');
    return { code: String(index + 1).padStart(2, '0'), name, kana, romaji };
  });

/** The prefecture an address begins with, if it does: 福岡県北九州市… */
export function prefectureAtStart(text: string): Prefecture | undefined {
  return prefectures.find(({ name }) => text.startsWith(name));
}

/** By two-digit code, or by the first two digits of a municipality code. */
export function prefectureByCode(code: string): Prefecture | undefined {
  return prefectures.find((prefecture) => prefecture.code === code.slice(0, 2));
}
