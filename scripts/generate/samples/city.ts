/** Towns of あかつき市 (fictional) with their fictional post codes, 908-0101 and on. */
export interface Town {
  postCode: string;
  ward: string;
  wardKana: string;
  town: string;
  townKana: string;
  townEn: string;
}

const wards: [ward: string, kana: string, towns: string][] = [
  [
    '朝凪区',
    'アサナギク',
    '本町 ホンマチ Honmachi|港町 ミナトマチ Minatomachi|汐入町 シオイリチョウ Shioiricho|朝日丘 アサヒガオカ Asahigaoka|浜通 ハマドオリ Hamadori|城山町 シロヤマチョウ Shiroyamacho|学園前 ガクエンマエ Gakuenmae|栄町 サカエマチ Sakaemachi',
  ],
  [
    '潮見区',
    'シオミク',
    '潮見台 シオミダイ Shiomidai|白波町 シラナミチョウ Shiranamicho|灯台町 トウダイチョウ Todaicho|磯辺 イソベ Isobe|真砂 マサゴ Masago|渚町 ナギサチョウ Nagisacho|船越 フナコシ Funakoshi|西潮見 ニシシオミ Nishishiomi',
  ],
  [
    '松影区',
    'マツカゲク',
    '松影 マツカゲ Matsukage|松原町 マツバラチョウ Matsubaracho|古城 コジョウ Kojo|寺町 テラマチ Teramachi|鍛冶町 カジマチ Kajimachi|大手 オオテ Ote|紺屋町 コンヤマチ Konyamachi|堀端 ホリバタ Horibata',
  ],
  [
    '花咲区',
    'ハナサキク',
    '花咲 ハナサキ Hanasaki|桜台 サクラダイ Sakuradai|梅園町 バイエンチョウ Baiencho|椿 ツバキ Tsubaki|若葉 ワカバ Wakaba|緑が丘 ミドリガオカ Midorigaoka|菫台 スミレダイ Sumiredai|藤棚 フジダナ Fujidana',
  ],
  [
    '月見区',
    'ツキミク',
    '月見 ツキミ Tsukimi|月影町 ツキカゲチョウ Tsukikagecho|泉が丘 イズミガオカ Izumigaoka|竹の森 タケノモリ Takenomori|上ノ原 ウエノハラ Uenohara|下ノ原 シタノハラ Shitanohara|鶴見坂 ツルミザカ Tsurumizaka|十五夜町 ジュウゴヤチョウ Jugoyacho',
  ],
  [
    '星川区',
    'ホシカワク',
    '星川 ホシカワ Hoshikawa|天の川町 アマノガワチョウ Amanogawacho|北星 ホクセイ Hokusei|七夕町 タナバタチョウ Tanabatacho|銀河台 ギンガダイ Gingadai|川端 カワバタ Kawabata|水車 スイシャ Suisha|星ヶ峰 ホシガミネ Hoshigamine',
  ],
  [
    '風待区',
    'カザマチク',
    '風待 カザマチ Kazamachi|風車町 カザグルマチョウ Kazagurumacho|帆柱 ホバシラ Hobashira|追風 オイカゼ Oikaze|鴎町 カモメチョウ Kamomecho|沖の台 オキノダイ Okinodai|東風 コチ Kochi|南風崎 ハエノサキ Haenosaki',
  ],
];

export const prefecture = 'ひので県';
export const city = 'あかつき市';

export const towns: Town[] = wards.flatMap(([ward, wardKana, list], wardIndex) =>
  list.split('|').map((entry, index) => {
    const [town = '', townKana = '', townEn = ''] = entry.split(' ');
    return {
      postCode: `9080${wardIndex + 1}${String(index + 1).padStart(2, '0')}`,
      ward,
      wardKana,
      town,
      townKana,
      townEn,
    };
  }),
);

/** Real post codes, so that people who moved in or hold an office elsewhere can be tried. */
export const elsewhere = `
1000001 東京都 千代田区 千代田 チヨダ
1000004 東京都 千代田区 大手町 オオテマチ
1000005 東京都 千代田区 丸の内 マルノウチ
1000013 東京都 千代田区 霞が関 カスミガセキ
1000014 東京都 千代田区 永田町 ナガタチョウ
1040061 東京都 中央区 銀座 ギンザ
1050001 東京都 港区 虎ノ門 トラノモン
1060032 東京都 港区 六本木 ロッポンギ
1100005 東京都 台東区 上野 ウエノ
1110032 東京都 台東区 浅草 アサクサ
1500001 東京都 渋谷区 神宮前 ジングウマエ
1600022 東京都 新宿区 新宿 シンジュク
1600023 東京都 新宿区 西新宿 ニシシンジュク
0600042 北海道 札幌市中央区 大通西 オオドオリニシ
9800021 宮城県 仙台市青葉区 中央 チュウオウ
2200012 神奈川県 横浜市西区 みなとみらい ミナトミライ
2310005 神奈川県 横浜市中区 本町 ホンチョウ
3300063 埼玉県 さいたま市浦和区 高砂 タカサゴ
4500002 愛知県 名古屋市中村区 名駅 メイエキ
4600001 愛知県 名古屋市中区 三の丸 サンノマル
5300001 大阪府 大阪市北区 梅田 ウメダ
5400008 大阪府 大阪市中央区 大手前 オオテマエ
5420071 大阪府 大阪市中央区 道頓堀 ドウトンボリ
6500001 兵庫県 神戸市中央区 加納町 カノウチョウ
7300011 広島県 広島市中区 基町 モトマチ
8010841 福岡県 北九州市門司区 西海岸 ニシカイガン
8020001 福岡県 北九州市小倉北区 浅野 アサノ
8030813 福岡県 北九州市小倉北区 城内 ジョウナイ
8040067 福岡県 北九州市戸畑区 汐井町 シオイマチ
8080034 福岡県 北九州市若松区 本町 ホンマチ
8060021 福岡県 北九州市八幡西区 黒崎 クロサキ
8100001 福岡県 福岡市中央区 天神 テンジン
8120011 福岡県 福岡市博多区 博多駅前 ハカタエキマエ
9000014 沖縄県 那覇市 松尾 マツオ
`
  .trim()
  .split('\n')
  .map((line) => {
    const [postCode = '', pref = '', place = '', town = '', townKana = ''] = line.split(' ');
    const [, cityName = place, ward = ''] = /^(.+?市)(.+区)$/.exec(place) ?? [];
    return { postCode, prefecture: pref, city: cityName, ward, town, townKana };
  });
