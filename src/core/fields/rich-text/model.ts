/** Formatted text as a tree: no HTML is ever stored, so none has to be cleaned (ADR 49). Pure. */

/** A run of text. `\n` is a line break, in paragraphs only. */
export type Run = {
  text: string;
  bold?: true;
  /** An address that `readLink` took; round brackets in it are percent-encoded. */
  href?: string;
};

export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'list'; ordered: boolean; items: Run[][] }
  /** The first row is the head; all rows have as many cells. */
  | { kind: 'table'; rows: Run[][][] };

export type RichText = {
  /** What search, formulas and one-line views see. Always that of `blocks`. */
  text: string;
  blocks: Block[];
};

export const headingLevels = 3;

const plain = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** The text without formatting: items with 「・」 or numbers, cells between 「 | 」. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'list')
        return block.items.map((runs, index) => `${block.ordered ? `${index + 1}. ` : '・'}${plain(runs)}`);
      return block.kind === 'table'
        ? block.rows.map((cells) => cells.map(plain).join(' | '))
        : [plain(block.runs)];
    })
    .join('\n');
}

export const richTextOf = (blocks: Block[]): RichText => ({ text: plainText(blocks), blocks });

const isRuns = (value: unknown): value is Run[] =>
  Array.isArray(value) && value.every((run) => typeof run?.text === 'string');

/** Whether JSON of anybody has the shape; whether it could also have been typed is asked of `marks.ts`. */
export function isRichText(value: unknown): value is RichText {
  if (typeof value !== 'object' || value === null) return false;
  const { text, blocks } = value as Partial<RichText>;
  return typeof text === 'string' && Array.isArray(blocks) && blocks.every(isBlock);
}

function isBlock(value: unknown): value is Block {
  if (typeof value !== 'object' || value === null) return false;
  const block = value as { [key: string]: unknown };
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return isRuns(block.runs);
    case 'list':
      return Array.isArray(block.items) && block.items.every(isRuns);
    case 'table':
      return Array.isArray(block.rows) && block.rows.every((row) => Array.isArray(row) && row.every(isRuns));
    default:
      return false;
  }
}
