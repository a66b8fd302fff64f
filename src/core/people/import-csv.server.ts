/** Reads a staff file: UTF-8 or Windows-31J, Japanese or English headers, dates in any usual form. */
import { parse } from 'csv-parse/sync';
import { parseFullDate } from '#kernel/dates';
import { postKinds, type StaffLine, type StaffProblem } from './import-model.ts';

const headers = {
  login: ['login', 'ログイン', '職員番号', 'ログインID'],
  family: ['family', '氏', '姓'],
  given: ['given', '名'],
  kana: ['kana', 'カナ', 'フリガナ'],
  mail: ['mail', 'メール', 'メールアドレス'],
  department: ['department', '所属', '所属コード'],
  position: ['position', '職', '職名'],
  kind: ['kind', '区分'],
  from: ['from', '開始日', '発令日'],
  to: ['to', '終了日'],
} as const satisfies Record<keyof Omit<StaffLine, 'line'>, string[]>;
type Column = keyof typeof headers;
const optional: Column[] = ['kana', 'mail', 'to'];

/** Lines that can be used, and everything wrong with the others. */
export function readStaffCsv(bytes: Uint8Array): { lines: StaffLine[]; problems: StaffProblem[] } {
  const text = decodeCsv(bytes);
  if (text === null)
    return whole('文字コードが読めません。UTF-8 か Windows-31J（Shift_JIS）で保存してください。');
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never;
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 0;
    return {
      lines: [],
      problems: [{ line, message: 'CSV として読めません。引用符（"）が閉じているか確かめてください。' }],
    };
  }
  const [head, ...body] = rows;
  if (head === undefined) return whole('ファイルが空です。');
  const places = new Map<Column, number>();
  for (const [column, names] of Object.entries(headers) as [Column, readonly string[]][]) {
    const place = head.record.findIndex((name) => names.includes(name.trim()));
    if (place >= 0) places.set(column, place);
    else if (!optional.includes(column))
      return whole(`1行目に「${names[0]}」（${names[1]}）の列がありません。`);
  }
  const lines: StaffLine[] = [];
  const problems: StaffProblem[] = [];
  for (const { record, info } of body) {
    const cell = (column: Column) => record[places.get(column) ?? -1]?.trim() ?? '';
    const found = readLine(cell, info.lines);
    if (Array.isArray(found)) problems.push(...found);
    else lines.push(found);
  }
  return { lines, problems };
}

function readLine(cell: (column: Column) => string, line: number): StaffLine | StaffProblem[] {
  const problems: StaffProblem[] = [];
  const wrong = (message: string) => void problems.push({ line, message });
  const login = cell('login').normalize('NFKC').toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(login))
    wrong('ログインは英小文字・数字・「.」「-」「_」の2～64文字です。');
  for (const column of ['family', 'department', 'position'] as const)
    if (cell(column) === '') wrong(`「${headers[column][1]}」が空です。`);
  const mail = cell('mail');
  if (mail !== '' && !/^[^\s@]+@[^\s@]+$/.test(mail)) wrong('メールアドレスの形が正しくありません。');
  const kind = postKinds[cell('kind') as keyof typeof postKinds];
  if (kind === undefined) wrong(`区分は ${Object.keys(postKinds).join('・')} のどれかです。`);
  const date = (column: 'from' | 'to'): string | null => {
    const parsed = parseFullDate(cell(column));
    if (parsed.ok) return parsed.value.date;
    wrong(`「${headers[column][1]}」の日付が読めません（例：2026-04-01、令和8年4月1日）。`);
    return null;
  };
  const from = date('from');
  const to = cell('to') === '' ? null : date('to');
  if (from !== null && to !== null && to < from) wrong('終了日が開始日より前です。');
  if (problems.length > 0 || from === null || kind === undefined) return problems;
  return {
    line,
    login,
    family: cell('family'),
    given: cell('given'),
    kana: cell('kana'),
    mail,
    department: cell('department').normalize('NFKC').toUpperCase(),
    position: cell('position'),
    kind,
    from,
    to,
  };
}

/** Text of a CSV file in UTF-8 or Windows-31J; null when it is neither. */
export function decodeCsv(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding, or none.
    }
  }
  return null;
}

function whole(message: string): { lines: StaffLine[]; problems: StaffProblem[] } {
  return { lines: [], problems: [{ line: 0, message }] };
}
