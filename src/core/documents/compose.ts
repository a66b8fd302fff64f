/** Fills a template's places from data; pure. What cannot be filled is an error, never a blank on an official paper. */
import type { Template } from '#core/definitions';
import { fail, ok, type Result } from '#kernel/result';

/** Nested text and lists of rows: `{answers.児童氏名}`, a table over `answers.子ども`. */
export interface DocumentData {
  [key: string]: string | DocumentData | DocumentData[] | null | undefined;
}

export type FilledBlock =
  | { type: 'title' | 'paragraph' | 'note' | 'record'; text: string }
  | { type: 'items'; rows: { label: string; value: string }[] }
  | { type: 'table'; columns: { header: string; align: 'left' | 'right' }[]; rows: string[][] }
  | { type: 'list'; heading: string; texts: string[] };

/** Gives the blocks with every place filled, or `invalid` naming the places that have no value. */
export function composeBlocks(
  template: Template,
  data: DocumentData,
  parts: { reasons: string[]; appealNotice: string[] | null },
): Result<FilledBlock[]> {
  const missing = new Set<string>();
  const fillIn = (text: string, row?: DocumentData) =>
    text.replace(/\{([^{}]+)\}/g, (place, path: string) => {
      const value = lookUp(row === undefined ? data : { ...data, row }, path.trim());
      if (typeof value === 'string') return value;
      missing.add(path);
      return place;
    });

  const fillBlock = (block: Template['blocks'][number]): FilledBlock[] => {
    switch (block.type) {
      case 'title':
      case 'paragraph':
      case 'note':
        return [{ type: block.type, text: fillIn(block.text) }];
      case 'record':
        return [{ type: 'record', text: block.heading }];
      case 'items':
        return [
          {
            type: 'items',
            rows: block.rows.map((row) => ({ label: fillIn(row.label), value: fillIn(row.value) })),
          },
        ];
      case 'table': {
        const list = lookUp(data, block.source);
        if (!Array.isArray(list)) {
          missing.add(block.source);
          return [];
        }
        const columns = block.columns.map((column) => ({
          header: fillIn(column.header),
          align: column.align,
        }));
        return [
          {
            type: 'table',
            columns,
            rows: list.map((row) => block.columns.map((column) => fillIn(column.value, row))),
          },
        ];
      }
      case 'reasons':
        return parts.reasons.length === 0
          ? []
          : [{ type: 'list', heading: '決定の理由', texts: parts.reasons }];
      case 'appeal-notice':
        return parts.appealNotice === null
          ? []
          : [{ type: 'list', heading: '不服があるとき', texts: parts.appealNotice }];
    }
  };
  const blocks = template.blocks.flatMap(fillBlock);
  if (missing.size > 0) return fail('conflict', `文書に入れる値がありません：${[...missing].join('、')}`);
  return ok(blocks);
}

function lookUp(data: DocumentData, path: string): DocumentData[string] {
  let here: DocumentData[string] = data;
  for (const part of path.split('.')) {
    if (here === null || here === undefined || typeof here === 'string' || Array.isArray(here))
      return undefined;
    here = here[part];
  }
  return here;
}

/** All text of a document, for the check against the fonts. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (value !== null && typeof value === 'object') return Object.values(value).map(textOf).join('\n');
  return '';
}
