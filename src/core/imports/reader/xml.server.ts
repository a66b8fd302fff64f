/** XML as a stream: what handlers made of each piece comes out before the next piece is read. */
import { SaxesParser } from 'saxes';
import { UnreadableSheet } from './sheet.ts';

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Characters that may pass without a tag beginning or ending: text is put together in memory. */
const mostAtOnce = 4_000_000;
const damaged = 'ファイルが壊れています。もう一度保存してから送ってください。';

/** Names come without their prefix. `taken` is what the handlers fill; it is emptied after each piece. */
export async function* walkXml<T>(
  bytes: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
  taken: T[],
): AsyncGenerator<T[]> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let since = 0;
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  // No program for spreadsheets writes one; with it, words could be made that nobody sees.
  parser.on('doctype', () => {
    throw new UnreadableSheet(damaged);
  });
  parser.on('error', () => {
    throw new UnreadableSheet(damaged);
  });
  parser.on('opentag', (tag) => {
    since = 0;
    handlers.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    since = 0;
    handlers.close(local(tag.name));
  });
  parser.on('text', handlers.text);
  parser.on('cdata', handlers.text);
  let decoder: TextDecoder | undefined;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(encodingOf(piece));
    const text = decoder.decode(piece, { stream: true });
    since += text.length;
    if (since > mostAtOnce) throw new UnreadableSheet('大きすぎるセルがあります。短くしてください。');
    parser.write(text);
    if (taken.length > 0) yield taken.splice(0);
  }
  parser.close();
  if (taken.length > 0) yield taken.splice(0);
}

function encodingOf(piece: Uint8Array): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
  return piece[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : 'utf-8';
}
