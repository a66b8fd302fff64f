/** Sentences of forms. Language packs override them by `forms.<code>`. */
import { type Places, type Reader, type Sentence, sentenceIn } from '#core/fields';
import { fill } from '#kernel/localized';

export const formTexts = {
  'summary.title': [
    '入力を直すところが{count}つあります',
    '直す ところが {count}つ あります',
    'There are {count} things to correct',
  ],
  'summary.lead': [
    '入力した内容は残っています。',
    '書いた ことは のこっています。',
    'What you entered is kept.',
  ],
  'unseen.title': ['続きの質問があります', 'つぎの 質問も あります', 'There are more questions'],
  'unseen.lead': [
    'お答えに合わせて、下に質問が増えました。',
    '下の 質問にも こたえてください。',
    'More questions follow from your answers. Please answer them too.',
  ],
  'notice.mark': ['お知らせ：', 'お知らせ：', 'Notice: '],
  progress: ['{step} / {steps}', '{step} / {steps}', 'Step {step} of {steps}'],
  minutes: ['あと{minutes}分ほど', 'あと {minutes}分くらい', 'about {minutes} minutes left'],
  contents: ['見出しから選ぶ', '見出しから えらぶ', 'Go to a heading'],
  next: ['次へ', 'つぎへ', 'Continue'],
  later: ['保存して、あとで続ける', '保存して、あとで つづける', 'Save and continue later'],
  saved: ['保存しました {time}', '保存しました {time}', 'Saved {time}'],
  saving: ['保存しています', '保存しています', 'Saving'],
  'save.failed': [
    'まだ保存できていません。つながりしだい、もう一度保存します。このページを閉じないでください。',
    'まだ 保存できません。このページを とじないでください。',
    'Not saved yet. We try again as soon as you are connected. Please keep this page open.',
  ],
  change: ['変更する', 'かえる', 'Change'],
  'change.of': ['（{label}）', '（{label}）', ' ({label})'],
  'answer.none': ['入力なし', 'なし', 'No answer'],
  'answer.changed': ['変更あり', 'かわりました', 'changed'],
  'answer.asked': ['補正をお願いした項目', '直して ほしい ところ', 'asked to correct'],
  'answer.calculated': ['計算・審査用の項目', '計算の こと', 'Calculated for the office'],
  'correction.closed': ['この項目は変更できません', 'ここは かえられません', 'This cannot be changed'],
} as const satisfies Record<string, Sentence>;

export type FormTextCode = keyof typeof formTexts;

export function formText(code: FormTextCode, reader: Reader, places: Places = {}): string {
  return fill(reader.texts?.[`forms.${code}`] ?? sentenceIn(formTexts[code], reader.language), places);
}
