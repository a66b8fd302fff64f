/** The columns of the stock-take: what a cell of a sheet or a control of the form says, and how it is written. One reader for both. */
import { formatFiscalYear, formatWareki, parseFiscalYear, parseFullDate } from '#kernel/dates';
import {
  type Channel,
  channels,
  channelWords,
  type Entry,
  emptyEntry,
  type Kind,
  kindWords,
  reasonWords,
  type Volumes,
  visitWords,
} from './entry.ts';

/** What cells are read against. */
export interface ReadingOffice {
  /** Code and name of departments in force. */
  departments: { code: string; name: string }[];
  definitions: ReadonlySet<string>;
}

export type Read<T> = { value: T } | { wrong: string };
type Key = keyof Entry;

export interface Column<K extends Key = Key> {
  key: K;
  label: string;
  help?: string;
  read(text: string, office: ReadingOffice): Read<Entry[K]>;
  write(value: Entry[K]): string;
}

const column = <K extends Key>(one: Column<K>): Column => one as unknown as Column;

const text = <K extends Key>(key: K, label: string, most = 300, help?: string): Column =>
  column({
    key: key as 'name',
    label,
    help,
    read: (typed) =>
      typed.length > most
        ? { wrong: `${label}は${most}文字までにしてください（いま${typed.length}文字）。` }
        : { value: typed },
    write: (value) => value,
  });

const number = (
  key: 'items' | 'attachments' | 'steps' | 'visits' | 'days' | 'minutesPaper' | 'minutesOnline',
  label: string,
  most: number,
) =>
  column({
    key,
    label,
    read(typed) {
      if (typed === '') return { value: null };
      const value = wholeNumber(typed);
      if (value === null || value > most)
        return { wrong: `${label}は0から${most.toLocaleString('ja-JP')}までの整数で書いてください。` };
      return { value };
    },
    write: (value) => (value === null ? '' : String(value)),
  });

/** A whole number in any width, with or without separators. */
export function wholeNumber(typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[,\s]/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

const day = (key: 'inForce' | 'plan' | 'reviewedOn', label: string) =>
  column({
    key,
    label,
    help: '例：令和8年4月1日、R8.4.1、2026-04-01',
    read(typed) {
      if (typed === '') return { value: '' };
      const read = parseFullDate(typed);
      return read.ok
        ? { value: read.value.date }
        : { wrong: read.error.message ?? `${label}を日付として読めませんでした。` };
    },
    write: (value) => value,
  });

const list = (key: 'words' | 'follows', label: string, help?: string) =>
  column({
    key,
    label,
    help,
    read(typed) {
      const value = parts(typed);
      return value.join('').length > 1000 ? { wrong: `${label}は合わせて1000文字までです。` } : { value };
    },
    write: (value) => value.join('、'),
  });

const parts = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[、,，\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

/** One of a table of words, by word or by code. */
function among<T extends string>(words: Record<T, string>, typed: string): T | null {
  const found = (Object.keys(words) as T[]).find((one) => one === typed || words[one] === typed);
  return found ?? null;
}

const says = (words: Record<string, string>) => Object.values(words).join('、');

export const codePattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,59}$/;

export const columns: readonly Column[] = [
  column({
    key: 'code',
    label: '手続コード',
    help: '半角の英数字とハイフン。変えられません。',
    read(typed) {
      const value = typed.normalize('NFKC');
      return codePattern.test(value)
        ? { value }
        : { wrong: '手続コードは、半角の英数字とハイフンで60文字までにしてください。例：KOSEKI-0012' };
    },
    write: (value) => value,
  }),
  column({
    key: 'name',
    label: '手続名',
    read: (typed) =>
      typed === ''
        ? { wrong: '手続名を書いてください。' }
        : typed.length > 200
          ? { wrong: '手続名は200文字までにしてください。' }
          : { value: typed },
    write: (value) => value,
  }),
  column({
    key: 'reading',
    label: '読み',
    help: 'ひらがな。かなで探す人のために要ります。',
    read(typed) {
      const value = typed.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
      return /^[ぁ-ゖー・\s]{0,300}$/u.test(value)
        ? { value }
        : { wrong: '読みは、ひらがなで書いてください。' };
    },
    write: (value) => value,
  }),
  list('words', '住民が使う言葉', '「、」で区切ります。例：戸籍謄本、こせきとうほん'),
  column({
    key: 'kind',
    label: '種類',
    read(typed) {
      const value = typed === '' ? emptyEntry.kind : among<Kind>(kindWords, typed);
      return value === null ? { wrong: `種類は、${says(kindWords)}のどれかにしてください。` } : { value };
    },
    write: (value) => kindWords[value],
  }),
  column({
    key: 'department',
    label: '担当所属',
    help: '所属コードか名前。',
    read(typed, { departments }) {
      if (typed === '') return { value: '' };
      const code = departments.find((one) => one.code === typed);
      if (code !== undefined) return { value: code.code };
      const named = departments.filter((one) => one.name === typed);
      if (named.length === 1) return { value: named[0]!.code };
      return {
        wrong:
          named.length === 0
            ? `「${typed}」という所属は、いまの組織にありません。`
            : `「${typed}」という所属は${named.length}つあります。所属コードで書いてください（${named.map((one) => one.code).join('、')}）。`,
      };
    },
    write: (value) => value,
  }),
  column({
    key: 'definition',
    label: '詳しい定義',
    help: '詳しい定義のある手続は、その識別子。名前や根拠は、定義のものが使われます。',
    read: (typed, { definitions }) =>
      typed === '' || definitions.has(typed)
        ? { value: typed }
        : { wrong: `「${typed}」という詳しい定義はありません。` },
    write: (value) => value,
  }),
  text('law', '根拠法令'),
  text('lawId', '法令ID', 40, 'e-Gov法令検索の法令ID'),
  text('article', '条項'),
  day('inForce', '施行日'),
  text('agency', '決定する機関'),
  text('trigger', 'きっかけ', 300, '例：転入したとき、子どもが生まれたとき'),
  text('deadline', '期限', 300, '例：転入した日から14日以内。期限のないものは「なし」'),
  text('summary', '説明（住民向け）', 300, '一文で。だれが、何のために、どうするものか。'),
  text('place', '受付場所'),
  column({
    key: 'channels',
    label: '受付方法',
    help: `${says(channelWords)}を「、」で区切ります。`,
    read(typed) {
      const found = parts(typed).map((one) => [one, among<Channel>(channelWords, one)] as const);
      const unknown = found.filter(([, value]) => value === null).map(([one]) => `「${one}」`);
      if (unknown.length > 0)
        return {
          wrong: `${unknown.join('')}は受付方法にありません。${says(channelWords)}から選んでください。`,
        };
      return { value: channels.filter((one) => found.some(([, value]) => value === one)) };
    },
    write: (value) => value.map((one) => channelWords[one]).join('、'),
  }),
  column({
    key: 'visit',
    label: '来庁',
    read(typed) {
      const value = typed === '' ? ('unknown' as const) : among(visitWords, typed);
      return value === null ? { wrong: `来庁は、${says(visitWords)}のどれかにしてください。` } : { value };
    },
    write: (value) => visitWords[value],
  }),
  text('visitWhy', '来庁が要る理由'),
  column({
    key: 'reason',
    label: 'オンラインでない理由',
    read(typed) {
      const value = typed === '' ? ('' as const) : among(reasonWords, typed);
      return value === null
        ? { wrong: `オンラインでない理由は、次から選んでください：${says(reasonWords)}` }
        : { value };
    },
    write: (value) => (value === '' ? '' : reasonWords[value]),
  }),
  text('reasonNote', '理由の補足'),
  day('plan', 'オンライン化の予定日'),
  number('items', '記入項目数', 1000),
  number('attachments', '添付書類数', 100),
  number('steps', '手順数', 100),
  number('visits', '来庁回数', 20),
  number('days', '処理日数', 3650),
  number('minutesPaper', '紙1件の処理時間（分）', 6000),
  number('minutesOnline', 'オンライン1件の処理時間（分）', 6000),
  list('follows', '続く手続', '手続コードを「、」で区切ります。'),
  column({
    key: 'isPublic',
    label: '住民の検索に出す',
    read(typed) {
      const plain = typed.normalize('NFKC').toLowerCase();
      if (['', 'いいえ', '出さない', 'no', '0', 'false'].includes(plain)) return { value: false };
      if (['はい', '出す', 'yes', '1', 'true', '○'].includes(plain)) return { value: true };
      return { wrong: '住民の検索に出すかは、はい か いいえ で書いてください。' };
    },
    write: (value) => (value ? 'はい' : 'いいえ'),
  }),
  text('reviewedBy', '内容を確かめた人', 100, '所属と職名。空のものは「要確認」です。'),
  day('reviewedOn', '確かめた日'),
];

export interface CellIssue {
  key: string;
  message: string;
}

/** Reads what is given over `base`; what no value was given for stays. */
export function readEntry(
  given: Readonly<Record<string, string>>,
  base: Entry,
  office: ReadingOffice,
): { entry: Entry; issues: CellIssue[] } {
  const entry = { ...base } as Record<Key, unknown>;
  const issues: CellIssue[] = [];
  for (const { key, read } of columns) {
    const typed = given[key];
    if (typed === undefined) continue;
    const done = read(typed.trim(), office);
    if ('wrong' in done) issues.push({ key, message: done.wrong });
    else entry[key] = done.value;
  }
  return { entry: entry as unknown as Entry, issues };
}

export const writeCell = (entry: Entry, { key, write }: Column): string => write(entry[key]);

/** `R7年度 窓口`, the heading of a column of volumes. */
export const volumeLabel = (year: number, channel: Channel): string =>
  `${formatFiscalYear(year)} ${channelWords[channel]}`;

/** Reads such a heading; null: it is none. */
export function volumeHeading(label: string): { year: number; channel: Channel } | null {
  const [head = '', tail = '', more] = label.normalize('NFKC').trim().split(/\s+/);
  const channel = among<Channel>(channelWords, tail);
  const year = parseFiscalYear(head);
  return more === undefined && channel !== null && year.ok ? { year: year.value, channel } : null;
}

/** Years that anybody counted, newest first. */
export const yearsOf = (all: Iterable<{ volumes: Volumes }>): number[] =>
  [...new Set([...all].flatMap(({ volumes }) => Object.keys(volumes).map(Number)))].sort((a, b) => b - a);

export const dayText = (value: string): string => (value === '' ? '' : formatWareki(value));
