/** Blocks of cells to and from spreadsheets: tab separated text with quotes, and a table of HTML. Pure. */

/** Excel quotes a cell with a tab, a line break or a quote at its head, and doubles quotes inside. */
export function toTsv(cells: readonly (readonly string[])[]): string {
  return cells.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

function quoted(text: string): string {
  return /[\t\r\n]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A quote opens a quoted cell only at the head of one, and only where it is closed at its end: `5" 角` is what it is. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  while (at <= all.length) {
    const quote = all[at] === '"' ? closing(all, at) : -1;
    const end = quote >= 0 ? quote + 1 : endOf(all, at);
    const cell = quote >= 0 ? all.slice(at + 1, quote).replaceAll('""', '"') : all.slice(at, end);
    rows.at(-1)!.push(cell);
    if (end >= all.length) break;
    if (all[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

function endOf(text: string, from: number): number {
  const end = text.slice(from).search(/[\t\n]/);
  return end < 0 ? text.length : from + end;
}

/** Where the quote that closes stands; -1 when what follows it belongs to the cell, or nothing closes it. */
function closing(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || text[at + 1] === '\t' || text[at + 1] === '\n' ? at : -1;
  }
  return -1;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]!);

/** `text` columns keep their leading zeros in Excel, line breaks stay within their cell. */
export function toHtml(cells: readonly (readonly string[])[], text: readonly boolean[]): string {
  const cell = (value: string, column: number) => {
    const format = text[column] === true ? ` style="mso-number-format:'\\@'"` : '';
    const lines = escaped(value).replace(/\r?\n/g, '<br style="mso-data-placement:same-cell">');
    return `<td${format}>${lines}</td>`;
  };
  return `<table>${cells.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

export interface Block {
  top: number;
  left: number;
  rows: number;
  columns: number;
}

/** One value fills all that is marked; a block stands as often as it fits, else once from the upper left. */
export function laidOut(cells: readonly (readonly string[])[], marked: Block): string[][] {
  const height = cells.length;
  const width = Math.max(...cells.map((row) => row.length));
  const fits = marked.rows % height === 0 && marked.columns % width === 0;
  const rows = fits ? marked.rows : height;
  const columns = fits ? marked.columns : width;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_each, column) => cells[row % height]![column % width] ?? ''),
  );
}
