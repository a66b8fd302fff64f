/** What the field types of work apps can say besides. */
import type { Sentence } from './sentence.ts';

export const workSentences = {
  'names.unknown': ['（不明）', '（わかりません）', '(unknown)'],
  'time.invalid': [
    '時刻として読めませんでした。例：15:30、午後3時半',
    '時間が わかりません。れい：15:30',
    'We could not read this time. Enter it like 15:30.',
  ],
  'time.early': [
    '{time}以降の時刻を入力してください。',
    '{time}か、あとの 時間を 書いてください。',
    'Enter {time} or later.',
  ],
  'time.late': [
    '{time}以前の時刻を入力してください。',
    '{time}か、前の 時間を 書いてください。',
    'Enter {time} or earlier.',
  ],
  'time.step': [
    '{step}分きざみで入力してください。',
    '{step}分ごとの 時間を 書いてください。',
    'Enter a time in steps of {step} minutes.',
  ],
  'dateTime.invalid': [
    '日時として読めませんでした。例：令和6年4月1日 15:30、2024-04-01 15:30',
    '日と 時間が わかりません。れい：2024年4月1日 15:30',
    'We could not read this date and time. Enter it like 2024-04-01 15:30.',
  ],
  'dateTime.early': [
    '{date}以降の日時を入力してください。',
    '{date}か、あとの 日を 書いてください。',
    'Enter {date} or later.',
  ],
  'dateTime.late': [
    '{date}以前の日時を入力してください。',
    '{date}か、前の 日を 書いてください。',
    'Enter {date} or earlier.',
  ],
  'link.invalid': [
    'アドレスとして読めませんでした。例：https://www.example.jp',
    'アドレスが ちがいます。れい：https://www.example.jp',
    'This is not an address we can link to. Enter it like https://www.example.jp.',
  ],
  'link.web': [
    'ホームページのアドレスを入力してください。例：https://www.example.jp',
    'ホームページの アドレスを 書いてください。れい：https://www.example.jp',
    'Enter the address of a page, like https://www.example.jp.',
  ],
  'link.mail': [
    'メールアドレスを入力してください。例：name@example.jp',
    'メールアドレスを 書いてください。れい：name@example.jp',
    'Enter an email address, like name@example.jp.',
  ],
  'link.phone': [
    '電話番号を入力してください。例：093-123-4567',
    '電話番号を 書いてください。れい：090-1234-5678',
    'Enter a phone number, like 093-123-4567.',
  ],
  'scanned.digits': [
    '{digits}けたの数字を読み取るか、入力してください。',
    '数字 {digits}です。',
    'Scan or enter a number of {digits} digits.',
  ],
  'richText.invalid': [
    'この文章には使えない書式があります。',
    'この 文章は つかえません。',
    'This text has formatting that cannot be used.',
  ],
  'total.sum': ['{label}の合計', '{label}を たした 数', 'Total of {label}'],
  'total.average': ['{label}の平均', '{label}の 平均', 'Average of {label}'],
  'total.min': ['{label}の最小', 'いちばん 小さい {label}', 'Lowest {label}'],
  'total.max': ['{label}の最大', 'いちばん 大きい {label}', 'Highest {label}'],
  'total.count': ['{label}の件数', '{label}の 数', 'Number of {label}'],
  'total.lines': ['件数', '数', 'Entries'],
  'corporate.length': [
    '法人番号は13けたの数字で入力してください。',
    '法人番号は 数字 13です。',
    'A corporate number has 13 digits.',
  ],
  'corporate.check': [
    '法人番号が正しくないようです。もう一度確かめてください。',
    '法人番号が ちがいます。もう一度 見てください。',
    'This corporate number does not seem right. Check it and enter it again.',
  ],
  'names.suspended': ['{name}（休止中）', '{name}（いま いません）', '{name} (suspended)'],
  'names.closed': ['{name}（廃止）', '{name}（もう ありません）', '{name} (closed)'],
  'names.deleted': ['（削除された記録）', '（けされました）', '(deleted record)'],
  'names.hidden': ['（閲覧できない記録）', '（見る ことが できません）', '(not open to you)'],
  'pick.pending': [
    '「探す」を押し、出てきた中から選んでください。',
    '「さがす」を おして、えらんでください。',
    'Press “Find” and choose from what comes up.',
  ],
  'pick.found': ['{count}件見つかりました。', '{count}つ 見つかりました。', '{count} found.'],
  'pick.more': [
    '多いので{count}件だけ出しました。もう少し詳しく書くと絞れます。',
    'たくさん あります。もっと くわしく 書いてください。',
    'Showing {count} of more. Type more to narrow it down.',
  ],
  'pick.nothing': [
    '見つかりませんでした。ほかの言葉で探してください。',
    '見つかりません。ちがう ことばで さがしてください。',
    'Nothing found. Try other words.',
  ],
  'pick.unavailable': [
    '今は探せません。しばらくしてから、もう一度押してください。',
    'いま さがせません。すこし あとで おしてください。',
    'The search is not available now. Try again in a moment.',
  ],
  'lookup.nothing': [
    '「{app}」に、この値の記録は見つかりませんでした。',
    '「{app}」に ありません。',
    'No record of “{app}” has this value.',
  ],
  'lookup.several': [
    '同じ値の記録が{count}件あります。どれか選び、もう一度押してください。',
    'おなじ ものが {count}つ あります。一つ えらんでください。',
    '{count} records have this value. Choose one and press again.',
  ],
  'lookup.none': [
    '探す値を入力してから押してください。',
    'さがす ことばを 書いてから おしてください。',
    'Enter the value to look up first.',
  ],
  'lookup.locked': [
    'この項目は「{label}」から写すので、直接は変えられません。',
    'ここは「{label}」で かわります。',
    'This is copied by “{label}” and cannot be changed by hand.',
  ],
  'lookup.copied': ['写しました。', 'うつしました。', 'Copied.'],
  'number.office': [
    '番号を付けるには「{place}」が要ります。',
    '番号の ために「{place}」を 書いてください。',
    'Giving a number needs “{place}”.',
  ],
  'signature.missing': [
    '「{label}」に署名するか、紙に署名をもらったことを記録してください。',
    '「{label}」に 名前を 書いてください。紙に 書いた ときは チェックを 入れてください。',
    'Sign under “{label}”, or tick that it was signed on paper.',
  ],
  'photo.marks': [
    '写真への書込みを読み取れませんでした。もう一度書き込んでください。',
    '写真に 書いた ものが よめません。もう一度 書いてください。',
    'The marks on the photo could not be read. Please draw them again.',
  ],
  'signature.invalid': [
    '署名を読み取れませんでした。もう一度書いてください。',
    '名前が よめません。もう一度 書いてください。',
    'The signature could not be read. Please sign again.',
  ],
  'signature.drawn': [
    'この項目には、画面に書いた署名が必要です。',
    '画面に 名前を 書いてください。',
    'This needs a signature drawn on the screen.',
  ],
  'signature.there': ['署名あり', '名前を 書きました', 'Signed'],
  'signature.paper': ['紙に署名あり', '紙に 名前を 書きました', 'Signed on paper'],
  'point.latitude': [
    '緯度は-90から90までの数で入力してください。例：33.88',
    '緯度の 数字を 書いてください。れい：33.88',
    'Latitude is a number from -90 to 90, for example 33.88.',
  ],
  'point.longitude': [
    '経度は-180から180までの数で入力してください。例：130.87',
    '経度の 数字を 書いてください。れい：130.87',
    'Longitude is a number from -180 to 180, for example 130.87.',
  ],
  'point.invalid': [
    '地点として読めませんでした。例：33.88, 130.87',
    'ばしょが わかりません。れい：33.88, 130.87',
    'We could not read this place. Enter it like 33.88, 130.87.',
  ],
  'area.within': ['内', '中', 'inside'],
  'area.outside': ['外', '外', 'outside'],
  'related.more': [
    '{count}件だけ出しています。ほかにもあります。',
    '{count}つだけ 見えます。ほかにも あります。',
    'Showing {count}; there are more.',
  ],
} as const satisfies Record<string, Sentence>;
