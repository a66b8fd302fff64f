/** What fields of a type hold, as far as analysts are concerned. A new type does not compile without a line here. */
import type { FieldType } from '#core/fields';

/** Why a field stays out of the views of analysts. */
export type Left =
  | 'personal'
  | 'sealed'
  | 'masked'
  | 'staff'
  | 'file'
  | 'place'
  | 'formatted'
  | 'otherApp'
  | 'copied'
  | 'text'
  | 'calculated'
  | 'moment';

/** `text`: anything may be typed there. `lines`: a view of their own. */
type Holds =
  | 'value'
  | 'text'
  | 'lines'
  | Extract<Left, 'personal' | 'staff' | 'file' | 'place' | 'formatted' | 'otherApp'>;

export const holds: Readonly<Record<FieldType, Holds>> = {
  text: 'text',
  'long-text': 'text',
  link: 'text',
  'code-scan': 'text',
  number: 'value',
  money: 'value',
  date: 'value',
  time: 'value',
  'date-time': 'value',
  choice: 'value',
  'multiple-choice': 'value',
  'score-choice': 'value',
  'yes-no': 'value',
  consent: 'value',
  'corporate-number': 'value',
  'auto-number': 'value',
  status: 'value',
  'created-at': 'value',
  'updated-at': 'value',
  department: 'value',
  group: 'value',
  formula: 'value',
  lines: 'lines',
  'person-name': 'personal',
  'birth-date': 'personal',
  address: 'personal',
  phone: 'personal',
  mail: 'personal',
  'household-members': 'personal',
  'bank-account': 'personal',
  'individual-number': 'personal',
  user: 'staff',
  assignee: 'staff',
  'created-by': 'staff',
  'updated-by': 'staff',
  file: 'file',
  photo: 'file',
  'annotated-photo': 'file',
  signature: 'file',
  'map-point': 'place',
  area: 'place',
  'rich-text': 'formatted',
  reference: 'otherApp',
  related: 'otherApp',
  lookup: 'otherApp',
};

/** For whoever builds the app. */
export const whyOut: Readonly<Record<Left, string>> = {
  personal: '個人情報の項目です（種類または区分）。',
  sealed: '秘匿の項目です。',
  masked: '見られる人を絞っている項目です。',
  staff: '職員の名前が入る項目です。',
  file: 'ファイル・写真・サインです。',
  place: '場所の項目です。',
  formatted: '書式つきの文章です。何でも書けるため、出せません。',
  otherApp: 'ほかの業務アプリのレコードを指す項目です。',
  copied: 'ほかの業務アプリから写した値が入る項目です。',
  text: '自由に書ける項目です。人のことを書かないと確かめて選んだときだけ出ます。',
  calculated: '出さない項目から計算しています。',
  moment: '見る日や見る人によって変わる計算です。',
};
