/** Answers in words, as reasons and lists say them. */
import { formatEnglish, formatWareki, isPlainDate } from '#kernel/dates';
import { type LocalizedText, pick } from '#kernel/localized';
import { type Answer, type Fact, isPart } from './model.ts';

const plain: Record<'yes' | 'no' | 'none' | 'unsure' | 'from' | 'to', LocalizedText> = {
  yes: { ja: 'はい', 'ja-easy': 'はい', en: 'yes' },
  no: { ja: 'いいえ', 'ja-easy': 'いいえ', en: 'no' },
  none: { ja: 'なし', 'ja-easy': 'ない', en: 'none' },
  unsure: { ja: 'わからない', 'ja-easy': 'わからない', en: 'not known' },
  from: { ja: '{value}から', 'ja-easy': '{value}から', en: 'from {value}' },
  to: { ja: '{value}まで', 'ja-easy': '{value}まで', en: 'to {value}' },
};

/** The answer to a fact as somebody would say it; what nobody answered is "not known". */
export function answerInWords(fact: Fact, answer: Answer | undefined, language: string): string {
  const say = (text: LocalizedText) => pick(text, language).text;
  if (answer === undefined) return say(plain.unsure);
  if (answer === null || answer === '') return say(plain.none);
  if (isPart(answer)) {
    const { from, to, among } = answer;
    if (among !== undefined) return among.map((one) => valueInWords(fact, one, language)).join('・');
    const ends = [
      ...(from === undefined
        ? []
        : [say(plain.from).replace('{value}', () => valueInWords(fact, from, language))]),
      ...(to === undefined ? [] : [say(plain.to).replace('{value}', () => valueInWords(fact, to, language))]),
    ];
    return ends.length === 0 ? say(plain.unsure) : ends.join(language === 'en' ? ' ' : '');
  }
  return valueInWords(fact, answer, language);
}

function valueInWords(fact: Fact, value: boolean | string | number, language: string): string {
  if (typeof value === 'boolean') return pick(value ? plain.yes : plain.no, language).text;
  const text = String(value);
  const choice = fact.choices?.find((one) => one.value === text);
  if (choice !== undefined) return pick(choice.label, language).text;
  if (fact.type === 'date' && isPlainDate(text))
    return language.startsWith('ja') ? formatWareki(text) : formatEnglish(text);
  return fact.unit === undefined
    ? text
    : `${text}${language.startsWith('ja') ? '' : ' '}${pick(fact.unit, language).text}`;
}

/** The words of a question for this event: its own, else those of the fact. `{member}` is filled in. */
export function questionFor(
  fact: Fact,
  options: { event?: string | undefined; spoken?: boolean; member?: string; language: string },
): { question: string; help?: string } {
  const own = fact.wordings?.[options.event as keyof NonNullable<Fact['wordings']>];
  const asked =
    options.spoken === true ? (own?.asked ?? (own === undefined ? fact.asked : undefined)) : undefined;
  const text = asked ?? own?.question ?? fact.question ?? fact.title;
  const help = own?.help ?? fact.help;
  const question = pick(text, options.language).text.replace('{member}', () => options.member ?? '');
  return { question, ...(help === undefined ? {} : { help: pick(help, options.language).text }) };
}
