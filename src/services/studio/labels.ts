/** Words for what apps are made of. */
import type { View } from '#core/definitions';

export const viewWords: Record<View['kind'], string> = { table: '一覧', pivot: '集計表', chart: 'グラフ' };

/** Types that a column of a spreadsheet may become. */
export const sheetTypes = {
  text: '文字（1行）',
  'long-text': '文字（複数行）',
  number: '数',
  money: '金額',
  date: '日付',
  'date-time': '日時',
  time: '時刻',
  choice: '一つ選ぶ',
  'multiple-choice': 'いくつも選ぶ',
  'yes-no': 'はい・いいえ',
  'person-name': '氏名',
  'birth-date': '生年月日',
  address: '住所',
  phone: '電話番号',
  mail: 'メールアドレス',
  link: 'リンク',
  'corporate-number': '法人番号',
} as const;
export type SheetType = keyof typeof sheetTypes;
