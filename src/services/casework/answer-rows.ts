/** Answers as the case page shows them: plain rows, each with what it was before the applicant's last correction. Pure. */
import { isReadOnly } from '#core/fields';
import type { AnswerChange, ReviewRow, ReviewSection } from '#core/forms';

/** A file as staff see it; `held` while or because nobody may open it. */
export interface AnswerFile {
  id: string;
  name: string;
  type: string;
  held?: 'waiting' | 'infected';
}

export interface AnswerRow {
  /** Control name; also what a correction request names. */
  path: string;
  label: string;
  text: string;
  files: AnswerFile[];
  sealed: boolean;
  /** Not shown because of 支援措置; its text is not even here. */
  hidden: boolean;
  /** Shown before the correction; absent when it did not change. */
  before?: string;
  /** May be sent back: not calculated. */
  open: boolean;
}

export interface AnswerGroup {
  title: string;
  /** Lines of a repeating field stand under their own title. */
  lines: { key: string; title: string | null; rows: AnswerRow[] }[];
}

export function answerGroups(
  sections: ReviewSection[],
  changes: readonly AnswerChange[],
  heldOf: (fileId: string) => AnswerFile['held'] = () => undefined,
  hidden: (row: ReviewRow) => boolean = () => false,
): AnswerGroup[] {
  const before = new Map(changes.map((change) => [change.path, change.before]));
  const rowOf = (row: ReviewRow): AnswerRow => {
    const frame = { path: row.name, label: row.label.ja, open: !isReadOnly(row.type) };
    if (hidden(row)) return { ...frame, text: '', files: [], sealed: false, hidden: true };
    return {
      ...frame,
      text: row.text,
      files: row.files.map(({ fileId, name, type }) => ({ id: fileId, name, type, held: heldOf(fileId) })),
      sealed: row.classification === 'sealed' && row.text !== '',
      hidden: false,
      ...(before.has(row.name) ? { before: before.get(row.name) ?? '' } : {}),
    };
  };
  return sections.map((section) => {
    const lines: AnswerGroup['lines'] = [];
    for (const row of section.rows) {
      if (row.lines.length > 0) {
        for (const line of row.lines)
          lines.push({ key: `${row.name}[${line.key}]`, title: line.title, rows: line.rows.map(rowOf) });
        continue;
      }
      const last = lines.at(-1);
      if (last === undefined || last.title !== null)
        lines.push({ key: row.name, title: null, rows: [rowOf(row)] });
      else last.rows.push(rowOf(row));
    }
    return { title: section.title.ja, lines };
  });
}

/** Every row with its path, for pages that pick single answers. */
export const rowsOf = (groups: readonly AnswerGroup[]): AnswerRow[] =>
  groups.flatMap((group) => group.lines.flatMap((line) => line.rows));
