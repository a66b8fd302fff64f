/** What is missing or wrong in the stock-take, entry by entry. Pure. */
import type { ReadingOffice } from './columns.ts';
import { isOnline, type Listed } from './entry.ts';
import { jargon } from './jargon.ts';

export const issueWords = {
  nobody: '担当がない',
  deadline: '期限がない',
  link: 'つながりが切れている',
  reading: '読みがない',
  jargon: '役所の言葉',
  unreviewed: '要確認',
  visit: '来庁を確かめていない',
  reason: '理由も予定もない',
  law: '根拠が足りない',
} as const;
export type IssueKind = keyof typeof issueWords;

export interface Issue {
  kind: IssueKind;
  /** What to mend, in one sentence. */
  message: string;
}

/** Procedures one may do or leave: without a deadline nothing is lost. */
const needsDeadline = new Set(['application', 'notification', 'declaration']);

export function issuesOf(entry: Listed, office: ReadingOffice, exists: (code: string) => boolean): Issue[] {
  const issues: Issue[] = [];
  const note = (kind: IssueKind, message: string) => void issues.push({ kind, message });
  if (entry.department === '') note('nobody', '担当の所属がありません。');
  else if (!office.departments.some((one) => one.code === entry.department))
    note('nobody', `担当の所属（${entry.department}）は、いまの組織にありません。`);
  if (entry.deadline === '' && needsDeadline.has(entry.kind))
    note('deadline', '期限がありません。期限のない手続は「なし」と書いてください。');
  if (entry.definition !== '' && !office.definitions.has(entry.definition))
    note('link', `詳しい定義「${entry.definition}」がありません。`);
  for (const code of entry.follows) if (!exists(code)) note('link', `続く手続「${code}」がありません。`);
  if (entry.law !== '' && entry.article === '') note('law', `${entry.law}の何条かがありません。`);
  if (entry.law === '') note('law', '根拠法令がありません。');
  if (entry.reading === '') note('reading', '読みがありません。かなで探す人が見つけられません。');
  for (const [word, plain] of jargon)
    if (
      [entry.name, entry.summary, entry.trigger, entry.deadline, entry.visitWhy].some((text) =>
        text.includes(word),
      )
    )
      note('jargon', `「${word}」は「${plain}」などと言い換えてください。`);
  if (entry.reviewedBy === '') note('unreviewed', '内容を確かめた人がいません。');
  if (entry.visit === 'unknown') note('visit', '来庁が要るかを、まだ確かめていません。');
  if (!isOnline(entry) && entry.reason === '' && entry.plan === '')
    note('reason', 'オンラインでできない理由も、できる予定もありません。');
  return issues;
}

const known = new WeakMap<readonly Listed[], Map<string, Issue[]>>();

/** Of all entries that have any; worked out once for a list that stays the same. */
export function qualityOf(entries: readonly Listed[], office: ReadingOffice): ReadonlyMap<string, Issue[]> {
  const before = known.get(entries);
  if (before !== undefined) return before;
  const codes = new Set(entries.flatMap((one) => [one.code, one.definition]));
  const found = new Map<string, Issue[]>();
  for (const entry of entries) {
    const issues = issuesOf(entry, office, (code) => codes.has(code));
    if (issues.length > 0) found.set(entry.code, issues);
  }
  known.set(entries, found);
  return found;
}
