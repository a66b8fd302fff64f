/**
 * Old and variant kanji as data, folded when searching and comparing, never in what is stored.
 * Each line: the form searched for, then the forms folded into it. Deliberately loose: 斎藤 and 斉藤 are different
 * names, yet a person who searches for one wants to see the other.
 */
const families = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩
仮假 価價 画畫 会會 壊壞 懐懷 絵繪 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 勧勸 巻卷 歓歡 観觀 関關 陥陷 顔顏 帰歸 気氣 亀龜 偽僞 戯戲 犠犧
旧舊 拠據 挙擧 虚虛 峡峽 挟挾 教敎 狭狹 郷鄕 尭堯 暁曉 区區 駆驅 勲勳 薫薰 径徑 恵惠 掲揭 携攜 渓溪 経經 継繼 茎莖 蛍螢 軽輕 鶏鷄
芸藝 欠缺 倹儉 剣劍劔剱劒 圏圈 検檢 権權 献獻 県縣 険險 顕顯 験驗 厳嚴 効效 広廣 恒恆 鉱鑛 号號 国國圀 黒黑 済濟 砕碎 斉齋齊斎 剤劑
雑雜 参參 惨慘 桟棧 蚕蠶 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 舎舍 写寫 釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘
奨奬獎 将將 焼燒 称稱 証證 乗乘 剰剩 壌壤 嬢孃 条條 浄淨 状狀 畳疊疉 譲讓 醸釀 嘱囑 触觸 寝寢 慎愼 晋晉 真眞 尽盡 図圖 粋粹 酔醉 随隨
髄髓 数數 枢樞 瀬瀨 清淸 青靑 声聲 静靜 摂攝 窃竊 専專 戦戰 浅淺 潜潛 繊纖 践踐 銭錢 禅禪 曽曾 双雙 壮壯 捜搜 挿插 争爭 総總 聡聰
荘莊 装裝 騒騷 増增 臓臟 蔵藏 属屬 続續 堕墮 体體躰軆 対對 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 単單 担擔 胆膽 団團 弾彈 断斷 痴癡 遅遲 昼晝
虫蟲 鋳鑄 庁廳 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕鉃 転轉 点點 伝傳 党黨 盗盜 灯燈 当當 徳德 独獨 読讀 届屆 縄繩 弐貳 悩惱 脳腦 廃廢 拝拜 売賣
麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 富冨 払拂 仏佛 並竝 変變 辺邊邉 弁辨瓣辯 宝寶寳 豊豐 没沒 翻飜 槙槇 万萬 満滿 黙默 弥彌 訳譯 薬藥
与與 誉譽 余餘 予豫 揺搖 様樣 謡謠 遥遙 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 塁壘 励勵 礼禮 隷隸 霊靈 齢齡 恋戀 炉爐 労勞 楼樓 郎郞
禄祿 湾灣 瑶瑤 凛凜 島嶋嶌 峰峯 崎﨑嵜碕 高髙 吉𠮷 橋槗𣘺 館舘舘 桑桒 柳栁桺 淵渕渊 籠篭 桧檜 野埜 莱萊 鴎鷗 祢禰 芦蘆 彦彥 桝枡
鶴靏靍 薮藪籔 靭靱 頬頰 剥剝 填塡 侠俠 巌巖 侭儘 繋繫 麺麵 麹麴 痩瘦 掻搔 嘘噓 祷禱 醤醬 嚢囊 涛濤 梼檮 砺礪 迩邇 蛎蠣 撹攪 竈竃 賎賤
壷壺 頚頸 鶯鴬 餅餠 鯵鰺 諌諫 蝉蟬 箪簞 屏屛 併倂 瓶甁 妍姸 研硏 概槪 既旣 黄黃 歩步 渉涉 毎每
煕熙凞 穣穰 翠翆 舗舖 窓窗 畝畆 隣鄰 略畧 群羣 鑑鑒 蕊蘂蕋 雁鴈
`;

const folds = new Map<string, string>();
for (const family of families.trim().split(/\s+/)) {
  const [kept, ...others] = [...family];
  if (kept === undefined) continue;
  for (const other of others) if (other !== kept) folds.set(other, kept);
}

/** Old and variant kanji replaced by the form most often typed: 髙 → 高, 﨑 → 崎, 𠮷 → 吉, 邉 → 辺. For searching only. */
export function foldVariants(text: string): string {
  let out = '';
  for (const char of text) out += folds.get(char) ?? char;
  return out;
}

/** The table itself, variant → folded form, for tests and for showing why two names met. */
export function variantTable(): ReadonlyMap<string, string> {
  return folds;
}
