/** What may be put onto a form: every type of field, said in one line for people who never built a form. */
import type { App } from '#core/definitions';
import type { DefinedField, FieldType } from '#core/fields';

export const groups = {
  basic: '文字・数・日付',
  choose: '選んでもらう',
  people: '人・連絡先',
  staff: '職員・組織',
  attach: '写真・地図・署名',
  work: '計算・番号・明細',
  apps: '他の業務アプリ',
  own: '記録自身の情報',
} as const;
export type Group = keyof typeof groups;

/** How its control is sketched on a card. */
export type Look =
  | 'line'
  | 'area'
  | 'short'
  | 'date'
  | 'choices'
  | 'boxes'
  | 'select'
  | 'parts'
  | 'file'
  | 'pad'
  | 'lines'
  | 'told';

export interface Entry {
  group: Group;
  label: string;
  help: string;
  look: Look;
  /** Other words people search by. */
  words?: string;
  inLines?: false;
  /** What a new one begins with. Ids of inner fields are settled by whoever adds it. */
  make?(body: App): { options?: DefinedField['options']; fields?: DefinedField[] };
}

const choices = () => ({
  options: { choices: ['選択肢1', '選択肢2'].map((ja) => ({ value: ja, label: { ja } })) },
});
const entry = (group: Group, look: Look, label: string, help: string, more: Partial<Entry> = {}): Entry => ({
  group,
  look,
  label,
  help,
  ...more,
});
/** Of others: the browser must not offer the clerk's own. */
const others = () => ({ options: { own: false } });
const own = (label: string, help: string): Entry => entry('own', 'told', label, help, { inLines: false });

export const palette: Record<FieldType, Entry> = {
  text: entry('basic', 'line', '文字（1行）', '名前や番号など、短い文字', { words: 'テキスト 文字列' }),
  'long-text': entry('basic', 'area', '文字（複数行）', '経緯や意見など、長い文章', {
    words: '備考 メモ テキスト',
  }),
  'rich-text': entry('basic', 'area', '書式つき文章', '見出し、太字、箇条書きのある文章', {
    words: 'リッチテキスト',
  }),
  number: entry('basic', 'short', '数', '人数、面積など。単位を付けられます', { words: '数値 数量' }),
  money: entry('basic', 'short', '金額', '円の金額。3桁ごとに区切って出ます', { words: '料金 費用 円' }),
  date: entry('basic', 'date', '日付', '和暦でも西暦でも書けます', { words: '年月日 期限' }),
  time: entry('basic', 'date', '時刻', '15:30 のような時刻', { words: '時間' }),
  'date-time': entry('basic', 'date', '日時', '日付と時刻をいっしょに', { words: '時間' }),
  link: entry('basic', 'line', 'リンク', 'ホームページ、メール、電話への案内先', { words: 'URL' }),
  'code-scan': entry('basic', 'line', 'バーコード・QR', 'カメラで読み取るか、番号を打ちます', {
    words: 'QRコード',
  }),
  choice: entry('choose', 'choices', '一つ選ぶ', '選択肢から一つだけ', {
    words: 'ラジオ ドロップダウン 区分',
    make: choices,
  }),
  'multiple-choice': entry('choose', 'boxes', 'いくつも選ぶ', '選択肢からいくつでも', {
    words: 'チェックボックス 複数選択',
    make: choices,
  }),
  'yes-no': entry('choose', 'choices', 'はい・いいえ', '二つに一つの問い', { words: '有無 チェック' }),
  'score-choice': entry('choose', 'choices', '配点つきの選択', '選ぶと点数になり、式で合計できます', {
    words: '点数 評価 調査',
    make: () => ({
      options: {
        choices: [
          { value: 'あり', label: { ja: 'あり' }, points: 10 },
          { value: 'なし', label: { ja: 'なし' }, points: 0 },
        ],
      },
    }),
  }),
  consent: entry('choose', 'boxes', '同意', '文を読んでもらい、同意の印をもらう', {
    make: () => ({ options: { statement: { ja: '上の説明を読み、同意します。' } } }),
  }),
  'person-name': entry('people', 'parts', '氏名', '氏と名。フリガナや旧氏も選べます', {
    words: '名前 なまえ 申請者',
  }),
  'birth-date': entry('people', 'date', '生年月日', '「日不詳」も受け付けます', { words: '誕生日 年齢' }),
  address: entry('people', 'parts', '住所', '郵便番号から町名までを入れられます', { words: '所在地' }),
  phone: entry('people', 'line', '電話番号', 'ハイフンなしでも書けます', {
    words: 'TEL 連絡先',
    make: others,
  }),
  mail: entry('people', 'line', 'メールアドレス', '書き間違いを確かめます', {
    words: 'e-mail 連絡先',
    make: others,
  }),
  'household-members': entry('people', 'lines', '世帯員', '世帯の人を一人ずつ。続柄など', {
    words: '家族',
    inLines: false,
  }),
  'bank-account': entry('people', 'parts', '口座', '銀行とゆうちょ銀行。暗号にして守ります', {
    words: '振込 銀行',
    make: others,
  }),
  'individual-number': entry('people', 'line', 'マイナンバー', '番号法に根拠のある事務だけ', {
    words: '個人番号',
  }),
  'corporate-number': entry('people', 'line', '法人番号', '13けた。検査数字を確かめます', {
    words: '会社 事業者',
  }),
  user: entry('staff', 'select', '職員', '担当した人、受けた人など', { words: 'ユーザー 担当者' }),
  department: entry('staff', 'select', '所属', '課や係を選びます', { words: '組織 部署 課' }),
  group: entry('staff', 'select', '職員グループ', '所属をまたぐ班など', { words: '班 チーム' }),
  file: entry('attach', 'file', '添付ファイル', 'PDFや画像。ウイルスを調べてから受けます', {
    words: '書類 アップロード',
  }),
  photo: entry('attach', 'file', '写真', 'その場で撮って付けられます', { words: 'カメラ 画像' }),
  'annotated-photo': entry('attach', 'file', '書き込める写真', '写真の上に線や文字を書き、ぼかせます', {
    words: 'カメラ 画像 注釈',
  }),
  signature: entry('attach', 'pad', '署名', '指やペンで書いてもらいます', { words: 'サイン' }),
  'map-point': entry('attach', 'pad', '地図の地点', '現在地か地図から選びます', { words: '位置 緯度 経度' }),
  area: entry('attach', 'told', '区域', '地点がどの区域にあるかを自動で入れます', {
    words: '地区 校区',
    make: ({ fields }) => ({
      options: { point: fields.find((one) => one.type === 'map-point')?.code ?? '', layer: '' },
    }),
  }),
  formula: entry('work', 'told', '計算', '他の項目から式で求めます', {
    words: '式 合計 自動計算',
    make: () => ({ options: { formula: '' } }),
  }),
  'auto-number': entry('work', 'told', '自動採番', '記録ごとに番号が付きます', {
    words: '連番 受付番号 整理番号',
    inLines: false,
    make: () => ({ options: { pattern: '{年度}-{0000}' } }),
  }),
  lines: entry('work', 'lines', '明細（表）', '品名と金額など、行を増やせる表', {
    words: 'テーブル 内訳 サブテーブル',
    inLines: false,
    make: () => ({ fields: [{ id: 0, code: '品名', type: 'text', label: { ja: '品名' }, options: {} }] }),
  }),
  reference: entry('apps', 'select', '参照', '別の業務アプリの記録を選びます', {
    words: '関連 リンク',
    make: () => ({ options: { app: '' } }),
  }),
  lookup: entry('apps', 'line', 'ルックアップ', '別の業務アプリから値を写します', {
    words: 'コピー 転記',
    inLines: false,
    make: () => ({ options: { app: '', key: '', copy: [] } }),
  }),
  related: entry('apps', 'lines', '関連する記録', '別の業務アプリの記録を一覧で出します', {
    words: '関連レコード一覧',
    inLines: false,
    make: () => ({ options: { app: '', by: '', show: [] } }),
  }),
  status: own('状態', '受付、対応中など、手続きの段階'),
  assignee: own('担当者', 'いまこの記録を受け持つ人'),
  'created-by': own('登録した人', '自動で入ります'),
  'created-at': own('登録した日時', '自動で入ります'),
  'updated-by': own('更新した人', '自動で入ります'),
  'updated-at': own('更新した日時', '自動で入ります'),
};

/** Entries that hold every word of the search, in the order of the groups. */
export function findEntries(search: string): [FieldType, Entry][] {
  const words = key(search).split(/\s+/u).filter(Boolean);
  const order = Object.keys(groups);
  return (Object.entries(palette) as [FieldType, Entry][])
    .filter(([, one]) => {
      const text = key(`${one.label} ${one.help} ${one.words ?? ''} ${groups[one.group]}`);
      return words.every((word) => text.includes(word));
    })
    .sort(([, a], [, b]) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** Kana and width do not matter to who searches. */
function key(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.replace(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
