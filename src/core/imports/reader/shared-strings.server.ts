/**
 * The texts of a workbook, which its cells name by number. A million different ones do not stay in memory: they lie in
 * blocks in a nameless file, and those looked at last are at hand. Cells name texts about in the order they were written.
 */
import { readSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { openScratch } from '#platform/files.server';
import { sheetLimits, UnreadableSheet } from './sheet.ts';
import { walkXml } from './xml.server.ts';

interface Block {
  first: number;
  offset: number;
  bytes: number;
}

const blockTexts = 512;
const blockCharacters = 100_000;
const blocksAtHand = 96;

export class SharedStrings {
  readonly #scratch: FileHandle;
  readonly #blocks: Block[] = [];
  readonly #atHand = new Map<Block, string[]>();
  #filling: string[] = [];
  #characters = 0;
  #count = 0;
  #end = 0;

  private constructor(scratch: FileHandle) {
    this.#scratch = scratch;
  }

  static async read(xml: AsyncIterable<Uint8Array> | null): Promise<SharedStrings> {
    const strings = new SharedStrings(await openScratch());
    try {
      if (xml !== null)
        for await (const texts of walkTexts(xml)) for (const text of texts) strings.#add(text);
      strings.#store();
      return strings;
    } catch (error) {
      await strings.close();
      throw error;
    }
  }

  get(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return '';
    const block = this.#blockOf(index);
    let texts = this.#atHand.get(block);
    if (texts === undefined) {
      const bytes = Buffer.alloc(block.bytes);
      readSync(this.#scratch.fd, bytes, 0, block.bytes, block.offset);
      texts = JSON.parse(bytes.toString()) as string[];
    } else this.#atHand.delete(block);
    this.#atHand.set(block, texts);
    if (this.#atHand.size > blocksAtHand) this.#atHand.delete(this.#atHand.keys().next().value!);
    return texts[index - block.first]!;
  }

  close(): Promise<void> {
    return this.#scratch.close();
  }

  #add(text: string): void {
    this.#filling.push(text);
    this.#characters += text.length;
    this.#count += 1;
    if (this.#filling.length >= blockTexts || this.#characters >= blockCharacters) this.#store();
  }

  #store(): void {
    if (this.#filling.length === 0) return;
    const bytes = Buffer.from(JSON.stringify(this.#filling));
    writeSync(this.#scratch.fd, bytes, 0, bytes.length, this.#end);
    this.#blocks.push({
      first: this.#count - this.#filling.length,
      offset: this.#end,
      bytes: bytes.length,
    });
    this.#end += bytes.length;
    this.#filling = [];
    this.#characters = 0;
  }

  #blockOf(index: number): Block {
    let [low, high] = [0, this.#blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#blocks[middle]!.first <= index) low = middle;
      else high = middle - 1;
    }
    return this.#blocks[low]!;
  }
}

/** Texts of `<si>`, runs joined; the reading in `<rPh>` is no part of the text. */
async function* walkTexts(xml: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const taken: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  const handlers = {
    open(name: string) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text(piece: string) {
      if (!inText) return;
      text += piece;
      if (text.length > sheetLimits.cell * 4)
        throw new UnreadableSheet('大きすぎるセルがあります。短くしてください。');
    },
    close(name: string) {
      if (name === 'si') taken.push(unescaped(text));
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
    },
  };
  yield* walkXml(xml, handlers, taken);
}

/** `_x000A_` stands for a character that XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
