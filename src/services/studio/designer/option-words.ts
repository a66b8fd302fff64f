/** What each option is called, and how the ones that are more than a control are edited. An option without words does not compile. */
import type { z } from 'zod';
import type { FieldType } from '#core/fields';
import type { optionSchemas } from '#core/fields.server';

/** Editors for what one control cannot hold. `none`: not asked in work apps. */
export type SpecialEditor =
  | 'none'
  | 'choices'
  | 'scores'
  | 'formula'
  | 'app'
  | 'own-field'
  | 'their-field'
  | 'their-fields'
  | 'copies'
  | 'shown-by'
  | 'sort'
  | 'totals'
  | 'layer'
  | 'layers'
  | 'media'
  | 'staff-from'
  | 'department'
  | 'digits'
  | 'megabytes'
  | 'pattern';

export interface OptionWords {
  label: string;
  help?: string;
  /** Of each value that may be chosen. */
  values?: Record<string, string>;
  edit?: SpecialEditor;
}

type OptionsOf<T extends FieldType> = Extract<keyof z.input<(typeof optionSchemas)[T]>, string>;

const o = (label: string, more: Omit<OptionWords, 'label'> = {}): OptionWords => ({ label, ...more });
const none = o('', { edit: 'none' });

const longest = o('文字数の上限');
const shortest = o('文字数の下限');
const least = o('最小の値');
const greatest = o('最大の値');
const decimals = o('小数のけた数');
const unit = o('単位', { help: '数の後ろに出ます。例：人、㎡' });
const height = o('入力欄の高さ（行）');
const calendar = o('カレンダーを出す');
const earliest = o('この日から', { help: '例：2026-04-01、today（今日）、today-3M（3か月前）' });
const latest = o('この日まで', { help: '例：2027-03-31、today（今日）、today+14D（14日後）' });
const unknownDays = { none: '受け付けない', day: '「日不詳」まで', 'month-and-day': '「月日不詳」まで' };
const choosing = { auto: '自動（7つまでは並べる）', radio: '並べる', select: '一覧から選ぶ' };
const multiple = o('いくつも選べる', { help: '公開した後は変えられません。' });
const pickedMost = o('選べる数の上限');
const fileCount = o('ファイルの数の上限');
const fileSize = o('1つの大きさの上限（MB）', { edit: 'megabytes' });
const linesShape = {
  min: o('行数の下限'),
  max: o('行数の上限'),
  addLabel: o('行を増やすボタンの言葉', { help: '例：品目を追加する' }),
  itemLabel: o('1行の呼び名', { help: '例：品目' }),
  totals: o('下に出す合計', { edit: 'totals' }),
};

const photoShape = {
  maxFiles: o('写真の数の上限'),
  maxBytes: fileSize,
  accept: o('受け付ける写真', { edit: 'media' }),
  portrait: o('顔写真', { help: '撮り方の案内を出します。' }),
};

export const optionWords: { [T in FieldType]: Record<OptionsOf<T>, OptionWords> } = {
  text: {
    maxLength: longest,
    minLength: shortest,
    keyboard: o('スマートフォンのキーボード', { values: { text: 'ふつう', numeric: '数字', latin: '英字' } }),
    autocomplete: none,
    width: o('入力欄の幅', { values: { short: '短い', medium: '中くらい', full: '長い' } }),
  },
  'long-text': { maxLength: longest, minLength: shortest, rows: height },
  'rich-text': { maxLength: longest, rows: height },
  number: { min: least, max: greatest, decimals, unit },
  money: { min: least, max: greatest, decimals },
  date: {
    min: earliest,
    max: latest,
    allowUnknown: o('わからない日付', { values: unknownDays }),
    picker: calendar,
  },
  time: {
    min: o('この時刻から', { help: '例：08:30' }),
    max: o('この時刻まで', { help: '例：17:15' }),
    step: o('何分おき', { help: '例：15' }),
    picker: o('時計を出す'),
  },
  'date-time': {
    min: earliest,
    max: latest,
    picker: calendar,
    initial: o('はじめの値', { values: { now: '記録を作るとき' } }),
  },
  link: {
    kinds: o('受け付けるもの', { values: { web: 'ホームページ', mail: 'メール', phone: '電話' } }),
    maxLength: longest,
  },
  'code-scan': {
    formats: o('読み取るコード', {
      help: '少ないほど早く読めます。',
      values: {
        qr_code: 'QRコード',
        code_128: 'CODE128',
        code_39: 'CODE39',
        ean_13: 'JAN（13けた）',
        ean_8: 'JAN（8けた）',
        itf: 'ITF',
        codabar: 'NW-7',
        data_matrix: 'DataMatrix',
      },
    }),
    maxLength: longest,
    digits: o('けた数を決める', { help: '数字だけのコードのとき。例：13', edit: 'digits' }),
  },
  choice: { choices: o('選択肢', { edit: 'choices' }), display: o('見せ方', { values: choosing }) },
  'multiple-choice': {
    choices: o('選択肢', { edit: 'choices' }),
    min: o('選ぶ数の下限'),
    max: pickedMost,
    display: o('見せ方', {
      values: { auto: '自動（15までは並べる）', boxes: '並べる', list: '枠の中で送る' },
    }),
  },
  'score-choice': {
    choices: o('選択肢と点数', { edit: 'scores' }),
    display: o('見せ方', { values: choosing }),
    showPoints: o('点数を見せる'),
  },
  'yes-no': {
    yes: o('「はい」の言葉', { help: '例：あり' }),
    no: o('「いいえ」の言葉', { help: '例：なし' }),
  },
  consent: { statement: o('同意してもらう文'), agree: o('印の横の言葉', { help: '例：承諾します' }) },
  'person-name': {
    kana: o('フリガナ', { values: { none: '聞かない', optional: '聞く（任意）' } }),
    romanised: o('ローマ字も聞く'),
    alias: o('通称も聞く'),
    formerFamily: o('旧氏も聞く'),
    oneName: o('「名前は一つだけ」を選べる'),
    own: none,
  },
  'birth-date': {
    allowUnknown: o('わからない日付', { values: unknownDays }),
    expected: o('これからの日も受け付ける', { help: '出産予定日など' }),
    own: none,
  },
  address: {
    postCode: o('郵便番号から町名を入れる'),
    katagaki: o('方書（建物・部屋）も聞く'),
    own: none,
    homePrefecture: o('はじめに入れておく都道府県'),
  },
  phone: { own: none },
  mail: { own: none },
  'household-members': {
    ...linesShape,
    standard: o('はじめから聞くこと', {
      values: {
        name: '氏名',
        relationship: '続柄',
        birthDate: '生年月日',
        occupation: '職業',
        school: '学校',
      },
    }),
  },
  'bank-account': { postal: o('ゆうちょ銀行の記号・番号も受け付ける'), own: none },
  'individual-number': {},
  'corporate-number': {},
  user: {
    multiple,
    max: pickedMost,
    from: o('選べる職員', { help: '選ばなければ全職員です。', edit: 'staff-from' }),
    initial: o('はじめの値', { values: { me: '記録を作る人' } }),
  },
  department: {
    multiple,
    max: pickedMost,
    below: o('この所属とその下だけ', { edit: 'department' }),
    initial: o('はじめの値', { values: { mine: '記録を作る人の所属' } }),
  },
  group: { multiple, max: pickedMost },
  file: { maxFiles: fileCount, maxBytes: fileSize, accept: o('受け付けるファイル', { edit: 'media' }) },
  photo: photoShape,
  'annotated-photo': photoShape,
  signature: {
    drawnOnly: o('紙の署名では受け付けない', { help: 'ペンや画面に触れられない人は書けなくなります。' }),
  },
  'map-point': { layers: o('地図に描くもの', { help: '選ばなければ緯度と経度だけです。', edit: 'layers' }) },
  area: {
    point: o('どの地点の区域か', { edit: 'own-field' }),
    layer: o('どの区分で調べるか', { edit: 'layer' }),
  },
  formula: {
    formula: o('式', { edit: 'formula' }),
    result: o('結果の種類', {
      help: 'ふつうは自動です。',
      values: { text: '文字', number: '数', boolean: 'はい・いいえ', date: '日付', datetime: '日時' },
    }),
    unit,
    pinned: o('入力のあいだ、画面の下に出し続ける', { help: '点数の合計のように、入れながら見たいものに。' }),
    hidden: o('入力の画面に出さない'),
  },
  'auto-number': {
    pattern: o('番号の形', {
      help: '{0000} が通し番号です。{年度}（R8）{西暦年度} {年} {所属} {区} と項目の名前も書けます。',
      edit: 'pattern',
    }),
  },
  lines: linesShape,
  reference: {
    multiple,
    max: pickedMost,
    app: o('どの業務アプリか', { help: '公開した後は変えられません。', edit: 'app' }),
    detail: o('選ぶときに並べて見せる項目', { help: '3つまで', edit: 'their-fields' }),
  },
  lookup: {
    app: o('どの業務アプリから', { edit: 'app' }),
    key: o('何で探すか', { help: '台帳番号など、重ならない項目がよいです。', edit: 'their-field' }),
    copy: o('写す項目', { edit: 'copies' }),
  },
  related: {
    app: o('どの業務アプリの', { edit: 'app' }),
    by: o('どうつながるか', { edit: 'shown-by' }),
    match: none,
    show: o('見せる項目', { edit: 'their-fields' }),
    sort: o('並べ方', { edit: 'sort' }),
    limit: o('一度に見せる行数'),
  },
  status: {},
  assignee: {},
  'created-by': {},
  'created-at': {},
  'updated-by': {},
  'updated-at': {},
};
