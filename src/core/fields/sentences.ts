/** What the fields of forms can say, plain and kind; those of work apps stand in `sentences-work.ts`. */
import type { Sentence } from './sentence.ts';

export const sentences = {
  'required.enter': ['「{label}」を入力してください。', '「{label}」を 書いてください。', 'Enter “{label}”.'],
  'required.choose': [
    '「{label}」を選んでください。',
    '「{label}」を えらんでください。',
    'Choose an answer for “{label}”.',
  ],
  'required.attach': ['「{label}」をつけてください。', '「{label}」を つけてください。', 'Attach “{label}”.'],
  'required.add': [
    '「{label}」を1件以上入れてください。',
    '「{label}」を 1つ 書いてください。',
    'Add at least one entry to “{label}”.',
  ],
  'required.consent': [
    '内容を読み、同意できるときはチェックを入れてください。',
    '読んで、よければ チェックを 入れてください。',
    'Read the statement and tick the box if you agree.',
  ],
  characters: [
    '{position}文字目の「{char}」は使えません。よく似た文字か、かなで入力してください。',
    '{position}番目の「{char}」は つかえません。ひらがなで 書いてください。',
    'Character {position} (“{char}”) cannot be used. Use a similar character.',
  ],
  'text.long': [
    '{max}文字までで入力してください。今は{length}文字です。',
    '{max}文字までで 書いてください。いま {length}文字です。',
    'Use at most {max} characters. You have {length}.',
  ],
  'text.short': [
    '{min}文字以上で入力してください。今は{length}文字です。',
    '{min}文字より 多く 書いてください。いま {length}文字です。',
    'Use at least {min} characters. You have {length}.',
  ],
  'text.individualNumber': [
    'マイナンバー（個人番号）のような番号が入っています。この欄には書かないでください。',
    'マイナンバーは ここに 書かないでください。',
    'This looks like an individual number (My Number). Please do not enter it here.',
  ],
  'number.invalid': [
    '数字で入力してください。例：1200',
    '数字で 書いてください。れい：1200',
    'Enter a number, for example 1200.',
  ],
  'number.whole': [
    '小数点のない数で入力してください。',
    '「.」の ない 数字で 書いてください。',
    'Enter a whole number.',
  ],
  'number.decimals': [
    '小数点の後は{decimals}けたまでで入力してください。',
    '「.」の あとは {decimals}つまでです。',
    'Use at most {decimals} digits after the point.',
  ],
  'number.min': [
    '{min}以上の数を入力してください。',
    '{min}か、{min}より 大きい 数を 書いてください。',
    'Enter {min} or more.',
  ],
  'number.max': [
    '{max}以下の数を入力してください。',
    '{max}か、{max}より 小さい 数を 書いてください。',
    'Enter {max} or less.',
  ],
  'date.invalid': [
    '日付として読めませんでした。例：令和6年4月1日、R6.4.1、2024-04-01',
    '日が わかりません。れい：2024年4月1日',
    'We could not read this date. Enter it like 2024-04-01.',
  ],
  'date.incomplete': [
    '月と日まで入力してください。',
    '月と 日も 書いてください。',
    'Enter the month and the day too.',
  ],
  'date.early': [
    '{date}以降の日を入力してください。',
    '{date}か、あとの 日を 書いてください。',
    'Enter {date} or a later date.',
  ],
  'date.late': [
    '{date}以前の日を入力してください。',
    '{date}か、前の 日を 書いてください。',
    'Enter {date} or an earlier date.',
  ],
  'date.birthLate': [
    '生年月日は今日までの日を入力してください。',
    '生まれた 日は、今日か 前の 日を 書いてください。',
    'A date of birth cannot be in the future.',
  ],
  'choice.unknown': [
    '選択肢の中から選んでください。',
    '下の 中から えらんでください。',
    'Choose one of the options.',
  ],
  'choice.few': [
    '{min}つ以上選んでください。',
    '{min}つより 多く えらんでください。',
    'Choose at least {min}.',
  ],
  'choice.many': ['{max}つまで選べます。', '{max}つまで えらべます。', 'Choose at most {max}.'],
  'name.family': ['氏（名字）を入力してください。', '名字を 書いてください。', 'Enter the family name.'],
  'name.given': [
    '名（名前）を入力してください。氏と名に分かれない方は「一つの名前」にチェックを入れてください。',
    '下の 名前を 書いてください。名字が ない 人は「一つの 名前」に チェックを 入れてください。',
    'Enter the given name, or tick “single name” if the name has only one part.',
  ],
  'name.kana': [
    'フリガナは、ひらがなかカタカナで入力してください。',
    'ひらがなか カタカナで 書いてください。',
    'Enter the reading in kana.',
  ],
  'name.romanised': [
    'ローマ字で入力してください。',
    'ローマ字（A〜Z）で 書いてください。',
    'Use letters A to Z.',
  ],
  'name.unusable': [
    '使えない文字があります。確かめてください。',
    'つかえない 文字が あります。',
    'Some characters cannot be used, or the name is too long.',
  ],
  'postCode.invalid': [
    '郵便番号は7けたの数字で入力してください。例：100-0001',
    '郵便番号は 数字 7つです。',
    'A postal code has 7 digits, like 100-0001.',
  ],
  'postCode.unknown': [
    'この郵便番号の住所は見つかりませんでした。住所をそのまま入力してください。',
    'この 郵便番号の 住所が わかりません。住所を 書いてください。',
    'We found no address for this postal code. Please type the address.',
  ],
  'postCode.unavailable': [
    '今は住所を調べられません。住所をそのまま入力してください。',
    'いま 住所を さがせません。住所を 書いてください。',
    'We cannot look up addresses now. Please type the address.',
  ],
  'postCode.found': [
    '住所を入れました。番地から後を入力してください。',
    '住所を 書きました。番号を 書いてください。',
    'We filled in the address. Add the block and number.',
  ],
  'address.prefecture': [
    '都道府県を選んでください。',
    '都道府県を えらんでください。',
    'Choose the prefecture.',
  ],
  'address.city': [
    '市区町村を入力してください。',
    '市・区・町・村を 書いてください。',
    'Enter the city or ward.',
  ],
  'address.town': ['町名を入力してください。', '町の 名前を 書いてください。', 'Enter the town.'],
  'phone.invalid': [
    '電話番号として読めませんでした。市外局番から入力してください。例：093-123-4567',
    '電話番号が わかりません。れい：090-1234-5678',
    'We could not read this phone number. Include the area code, like 093-123-4567.',
  ],
  'mail.invalid': [
    'メールアドレスの形になっていません。例：name@example.jp',
    'メールアドレスが ちがいます。れい：name@example.jp',
    'This is not an email address. Use the form name@example.jp.',
  ],
  'mail.typo': [
    '「{suggestion}」のことですか。違うときは直してください。',
    '「{suggestion}」ですか。ちがう ときは 直してください。',
    'Did you mean “{suggestion}”? Correct it if so.',
  ],
  'bank.bank': [
    '銀行コードを4けたの数字で入力してください。',
    '銀行の 番号（数字 4つ）を 書いてください。',
    'Enter the 4-digit bank code.',
  ],
  'bank.branch': [
    '支店コードを3けたの数字で入力してください。',
    '支店の 番号（数字 3つ）を 書いてください。',
    'Enter the 3-digit branch code.',
  ],
  'bank.kind': [
    '口座の種類を選んでください。',
    '口座の しゅるいを えらんでください。',
    'Choose the kind of account.',
  ],
  'bank.number': [
    '口座番号を7けたまでの数字で入力してください。',
    '口座番号（数字 7つまで）を 書いてください。',
    'Enter the account number, up to 7 digits.',
  ],
  'bank.holder': [
    '口座名義を、通帳のとおりカタカナで入力してください。',
    '口座の 人の 名前を カタカナで 書いてください。',
    'Enter the account holder in katakana, as in the bank book.',
  ],
  'bank.holderCharacters': [
    '口座名義に使えない文字があります：{characters}。通帳のカタカナのとおりに入力してください。',
    'この 字は つかえません：{characters}。カタカナで 書いてください。',
    'These characters cannot be used: {characters}. Enter katakana as in the bank book.',
  ],
  'bank.holderLong': [
    '口座名義は30文字までで入力してください。',
    '口座の 人の 名前は 30文字までです。',
    'Use at most 30 half-width characters.',
  ],
  'bank.postal': [
    'ゆうちょ銀行の記号は5けた、番号は8けたまでで、通帳のとおり入力してください。',
    'ゆうちょの 記号（数字 5つ）と 番号（数字 8つまで）を 書いてください。',
    'Enter the 5-digit symbol and the number of up to 8 digits as in the Japan Post Bank book.',
  ],
  'bank.postalRead': [
    'ゆうちょ銀行の記号・番号を、店番{branch} 口座番号{number}に読み替えました。',
    'ゆうちょ：店番 {branch}、口座番号 {number}です。',
    'Read as Japan Post Bank branch {branch}, account {number}.',
  ],
  'bank.kind1': ['普通', '普通', 'Ordinary'],
  'bank.kind2': ['当座', '当座', 'Current'],
  'bank.kind4': ['貯蓄', '貯蓄', 'Savings'],
  'individual.length': [
    'マイナンバーは12けたの数字で入力してください。',
    'マイナンバーは 数字 12です。',
    'An individual number has 12 digits.',
  ],
  'individual.check': [
    'マイナンバーが正しくないようです。カードを見て、もう一度入力してください。',
    'マイナンバーが ちがいます。カードを 見て、もう一度 書いてください。',
    'This individual number does not seem right. Check the card and enter it again.',
  ],
  'file.many': [
    'ファイルは{max}個までです。いらないものを消してください。',
    'ファイルは {max}つまでです。',
    'Attach at most {max} files.',
  ],
  'file.type': [
    '「{name}」はこの欄では使えない種類のファイルです。{accept}を選んでください。',
    '「{name}」は つかえません。{accept}を えらんでください。',
    '“{name}” is not a kind of file we can take. Choose {accept}.',
  ],
  'file.large': [
    '「{name}」が大きすぎます。{max}までにしてください。',
    '「{name}」が 大きすぎます。{max}までです。',
    '“{name}” is too large. The limit is {max}.',
  ],
  'scan.waiting': [
    '「{name}」は、ウイルスの検査を待っています。このまま先へ進めます。',
    '「{name}」を いま しらべています。先に 進めます。',
    '“{name}” is waiting to be checked for viruses. You can go on.',
  ],
  'scan.infected': [
    '「{name}」からウイルスが見つかったため、受け取れません。外して、ほかのファイルか書類を撮った写真を選んでください。',
    '「{name}」は ウイルスが あるので うけとれません。けして、べつの ファイルか 写真を えらんでください。',
    'A virus was found in “{name}”, so we cannot take it. Remove it and choose another file or a photo of the paper.',
  ],
  'lines.few': [
    '{item}を{min}件以上入れてください。',
    '{item}を {min}つより 多く 書いてください。',
    'Add at least {min} entries ({item}).',
  ],
  'lines.many': [
    '{item}は{max}件までです。',
    '{item}は {max}つまでです。',
    'At most {max} entries ({item}).',
  ],
  sealed: ['（厳重に保管しています）', '（見えません）', '(kept under seal)'],
  yes: ['はい', 'はい', 'Yes'],
  no: ['いいえ', 'いいえ', 'No'],
  agreed: ['同意しました', 'いいと 言いました', 'Agreed'],
  files: ['{count}個のファイル', '{count}つの ファイル', '{count} files'],
  entries: ['{count}件', '{count}つ', '{count} entries'],
} as const satisfies Record<string, Sentence>;
