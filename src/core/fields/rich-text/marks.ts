/**
 * Formatted text as people type it, with a few marks: `# 見出し`, `- 項目` or `・項目`, `1. 項目`, `| 表 | 表 |`, `**太字**`,
 * `[言葉](アドレス)`. Not CommonMark on purpose: there `**「至急」**です` is not bold, because Japanese has no spaces.
 */
import { type Block, headingLevels, type Run } from './model.ts';
import { readRuns, writeRuns } from './runs.ts';

const heading = /^([#＃]{1,3})[ 　]+(\S.*)$/;
const bullet = /^(?:[-*＊−][ 　]+|・(?!・)[ 　]*)(\S.*)$/;
const numbered = /^[\d０-９]{1,3}(?:[.)．）][ 　]+|．)(\S.*)$/;
const row = /^\|(.*?)\|?$/;
const ruler = /^\|[\s|:-]*-[\s|:-]*$/;

/** Reads typed text. Every text is formatted text: what is no mark is a paragraph. */
export function readMarks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split('\n').map(tidy)) {
    open = line === '' ? closed(open) : grown(open, line, blocks);
  }
  return oneList(blocks.map(finished).filter((block) => block !== null));
}

/** Lists that stand together are one: what stood between them was nothing. */
function oneList(blocks: Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result[result.length - 1];
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
      last.items.push(...block.items);
    else result.push(block);
  }
  return result;
}

/** Spaces at the end mean nothing; the ideographic space that begins a paragraph does. */
const tidy = (line: string): string => line.replace(/^[ \t]+/, '').replace(/[ \t　]+$/, '');

/** A list goes on after a blank line; everything else ends there. */
const closed = (open: Block | undefined): Block | undefined => (open?.kind === 'list' ? open : undefined);

/** The block this line belongs to, added to `blocks` where it begins one. */
function grown(open: Block | undefined, line: string, blocks: Block[]): Block | undefined {
  const begin = <B extends Block>(block: B): B => {
    blocks.push(block);
    return block;
  };
  const head = heading.exec(line);
  if (head !== null) {
    begin({ kind: 'heading', level: (head[1] ?? '').length, runs: readRuns(head[2] ?? '') });
    return undefined;
  }
  const item = bullet.exec(line) ?? numbered.exec(line);
  if (item !== null) {
    const ordered = bullet.exec(line) === null;
    const list =
      open?.kind === 'list' && open.ordered === ordered
        ? open
        : begin({ kind: 'list', ordered, items: [] as Run[][] });
    list.items.push(readRuns(item[1] ?? ''));
    return list;
  }
  if (line.startsWith('|')) {
    const table = open?.kind === 'table' ? open : begin({ kind: 'table', rows: [] as Run[][][] });
    if (!ruler.test(line)) table.rows.push(cellsOf(line));
    return table;
  }
  const runs = readRuns(line);
  if (open?.kind === 'paragraph') {
    open.runs = joined([...open.runs, { text: '\n' }, ...runs]);
    return open;
  }
  return begin({ kind: 'paragraph', runs });
}

/** A break between runs belongs to the one before, so that equal texts are equal trees. */
function joined(runs: Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result[result.length - 1];
    if (last !== undefined && last.bold === run.bold && last.href === run.href) last.text += run.text;
    else result.push({ ...run });
  }
  return result;
}

/** `\|` is no border. */
function cellsOf(line: string): Run[][] {
  const inner = row.exec(line.replace(/\\\|/g, '\u0000'))?.[1] ?? '';
  return inner.split('|').map((cell) => readRuns(cell.replaceAll('\u0000', '\\|').trim()));
}

function finished(block: Block): Block | null {
  if (block.kind !== 'table') return block;
  const width = Math.max(0, ...block.rows.map((cells) => cells.length));
  if (block.rows.length === 0 || width === 0) return null;
  return {
    kind: 'table',
    rows: block.rows.map((cells) => [...cells, ...Array.from({ length: width - cells.length }, () => [])]),
  };
}

/** The text that reads back as these blocks. */
export function writeMarks(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(block.level, headingLevels))} ${writeRuns(block.runs)}`;
    case 'list':
      return block.items
        .map((runs, index) => `${block.ordered ? `${index + 1}.` : '-'} ${writeRuns(runs)}`)
        .join('\n');
    case 'table':
      return block.rows
        .map((cells) => `| ${cells.map((runs) => writeRuns(runs).replaceAll('|', '\\|')).join(' | ')} |`)
        .map((line) => (ruler.test(line) ? line.replace('-', '\\-') : line))
        .join('\n');
    case 'paragraph':
      return linesOf(block.runs)
        .map((runs) => guarded(writeRuns(runs)))
        .join('\n');
  }
}

/** Bold and links do not reach over line ends: every line has its own marks. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    for (const [index, text] of run.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines[lines.length - 1]?.push({ ...run, text });
    }
  }
  return lines;
}

/** A line of a paragraph that looks like another block is told apart by `\`. */
function guarded(line: string): string {
  const looks = [heading, bullet, numbered].some((mark) => mark.test(line)) || line.startsWith('|');
  return looks ? `\\${line}` : line;
}
