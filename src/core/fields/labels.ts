/** Words on controls, for widgets only: the script of the page never needs them. Overridden like messages, by `fields.<code>`. */
import { fill } from '#kernel/localized';
import { type Places, type Reader, type Sentence, sentenceIn } from './messages.ts';

export const labels = {
  'mark.required': ['必須', 'かならず', 'required'],
  'mark.optional': ['任意', '書かなくて いい', 'optional'],
  'error.mark': ['エラー：', 'なおす：', 'Error: '],
  'select.none': ['選んでください', 'えらんでください', 'Please choose'],
  'part.family': ['氏（名字）', '名字', 'Family name'],
  'part.given': ['名', '下の 名前', 'Given name'],
  'part.one': ['名前は一つだけ（氏と名に分かれない）', '名前は 一つだけ', 'Single name (not divided)'],
  'part.kana.family': ['氏のフリガナ', '名字の フリガナ', 'Family name in kana'],
  'part.kana.given': ['名のフリガナ', '名前の フリガナ', 'Given name in kana'],
  'part.romanised': ['ローマ字の氏名', 'ローマ字の 名前', 'Name in Latin letters'],
  'part.formerFamily': ['旧氏', '前の 名字', 'Former family name'],
  'part.alias': ['通称', '通称', 'Alias (tsūshō)'],
  'part.postCode': ['郵便番号', '郵便番号', 'Postal code'],
  'part.prefecture': ['都道府県', '都道府県', 'Prefecture'],
  'part.city': ['市区町村', '市・区・町・村', 'City, ward, town or village'],
  'part.town': ['町名', '町の 名前', 'Town'],
  'part.block': ['番地・番号', '番号', 'Block and number'],
  'part.katagaki': ['方書（建物名・部屋番号、○○様方）', '建物の 名前と 部屋の 番号', 'Building, room, c/o'],
  'part.symbol': ['記号（5けた）', '記号（数字 5つ）', 'Symbol (5 digits)'],
  'part.symbolNumber': ['番号（8けたまで）', '番号（数字 8つまで）', 'Number (up to 8 digits)'],
  'part.bank': ['銀行コード（4けた）', '銀行の 番号（数字 4つ）', 'Bank code (4 digits)'],
  'part.bankName': ['銀行名', '銀行の 名前', 'Bank name'],
  'part.branch': ['支店コード（3けた）', '支店の 番号（数字 3つ）', 'Branch code (3 digits)'],
  'part.branchName': ['支店名', '支店の 名前', 'Branch name'],
  'part.kind': ['口座の種類', '口座の しゅるい', 'Kind of account'],
  'part.number': ['口座番号（7けた）', '口座番号（数字 7つ）', 'Account number (7 digits)'],
  'part.holder': ['口座名義（カタカナ）', '口座の 人の 名前（カタカナ）', 'Account holder (katakana)'],
  'bank.ordinary': ['銀行・信用金庫・農協など', '銀行など', 'Bank, shinkin bank, cooperative'],
  'bank.postalTitle': [
    'ゆうちょ銀行（通帳の記号・番号）',
    'ゆうちょ銀行',
    'Japan Post Bank (symbol and number)',
  ],
  'bank.either': [
    '通帳を見ながら、どちらか一方に入力してください。',
    'どちらか 一つに 書いてください。',
    'Fill in one of the two, as printed in the bank book.',
  ],
  'address.find': ['郵便番号から住所を入れる', '郵便番号で 住所を さがす', 'Fill in from the postal code'],
  'date.help': [
    '例：令和6年4月1日、R6.4.1、2024-04-01',
    'れい：2024年4月1日',
    'For example 2024-04-01 or 1 April 2024',
  ],
  'date.pick': ['カレンダーから選ぶ', 'カレンダーで えらぶ', 'Choose from a calendar'],
  'time.help': ['例：15:30、午後3時半', 'れい：15:30', 'For example 15:30 or 3:30 pm'],
  'time.pick': ['時計から選ぶ', '時計で えらぶ', 'Choose from a clock'],
  'dateTime.help': [
    '例：令和6年4月1日 15:30、2024-04-01 午後3時半',
    'れい：2024年4月1日 15:30',
    'For example 2024-04-01 15:30',
  ],
  'dateTime.pick': ['カレンダーと時計から選ぶ', 'カレンダーで えらぶ', 'Choose from a calendar'],
  'link.help': [
    '例：https://www.example.jp、name@example.jp',
    'れい：https://www.example.jp',
    'For example https://www.example.jp or name@example.jp',
  ],
  'corporate.help': ['13けたの数字です。', '数字 13です。', '13 digits.'],
  'individual.kept': [
    'マイナンバーは入力済みです（安全のため表示しません）。変えるときだけ入力してください。',
    'マイナンバーは もう あります（見えません）。かえる ときだけ 書いてください。',
    'Your individual number is stored and not shown. Enter it only to replace it.',
  ],
  'individual.clear': ['入力済みのマイナンバーを消す', 'マイナンバーを けす', 'Delete the stored number'],
  'file.limits': [
    '{accept}。1つ{max}まで、{count}個まで。',
    '{accept}。1つ {max}まで、{count}つまで。',
    '{accept}. Up to {max} each, {count} files.',
  ],
  'file.kept': ['つけたファイル', 'つけた ファイル', 'Attached files'],
  'file.remove': ['「{name}」を外す', '「{name}」を けす', 'Remove “{name}”'],
  'file.waiting': ['検査を待っています', 'しらべています', 'waiting to be checked'],
  'file.infected': [
    'ウイルスが見つかったため受け取れません',
    'ウイルスが あるので うけとれません',
    'refused: a virus was found',
  ],
  'file.choose': ['ファイルを選ぶ', 'ファイルを えらぶ', 'Choose files'],
  'photo.portrait': [
    '正面を向き、帽子をとり、背景に何もない、6か月以内の写真を選んでください。',
    '前を 見た 写真。ぼうしは とってください。6か月より 新しい もの。',
    'Face the camera without a hat, plain background, taken within six months.',
  ],
  'consent.agree': ['同意します', 'わかりました。いいです。', 'I agree'],
  'formula.later': ['入力すると計算します', '書くと 計算します', 'Calculated from your answers'],
  'lines.add': ['追加する', 'ふやす', 'Add another'],
  'lines.remove': ['{item}を消す', '{item}を けす', 'Remove {item}'],
  'lines.item': ['{item}{number}', '{item}{number}', '{item} {number}'],
  'lines.entry': ['明細', '行', 'Entry'],
  'lines.none': ['まだありません。', 'まだ ありません。', 'None yet.'],
  yen: ['円', '円', 'yen'],
} as const satisfies Record<string, Sentence>;

export type LabelCode = keyof typeof labels;

export function word(code: LabelCode, reader: Reader, places: Places = {}): string {
  return fill(reader.texts?.[`fields.${code}`] ?? sentenceIn(labels[code], reader.language), places);
}
