/** The search of the audit list as its address says it. No name of a person stands in an address: cases go by number, staff by login. */
import { parseFullDate } from '#kernel/dates';
import { type Issue, sentenceOf } from '#kernel/errors';

export const searchFields = ['record', 'login', 'act', 'purpose', 'from', 'to'] as const;
export type AuditSearch = Record<(typeof searchFields)[number], string>;

export interface ReadSearch {
  typed: AuditSearch;
  /** As ISO days; absent where nothing or nothing readable was typed. */
  from?: string;
  to?: string;
  before?: string;
  issues: Issue[];
}

export function readSearch(params: URLSearchParams, today: string): ReadSearch {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, 100);
  const typed = Object.fromEntries(searchFields.map((name) => [name, text(name)])) as AuditSearch;
  const issues: Issue[] = [];
  const day = (path: 'from' | 'to') => {
    if (typed[path] === '') return undefined;
    const read = parseFullDate(typed[path], { today });
    if (read.ok) return read.value.date;
    issues.push({ path, message: sentenceOf(read.error) });
    return undefined;
  };
  const [from, to] = [day('from'), day('to')];
  if (from !== undefined && to !== undefined && to < from)
    issues.push({ path: 'to', message: '終わりの日が、始まりの日より前です。' });
  const before = text('before');
  return {
    typed,
    issues,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(/^\d{1,18}$/.test(before) ? { before } : {}),
  };
}

/** Only what was asked for, for links. */
export function searchOf(typed: Partial<AuditSearch>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
}
