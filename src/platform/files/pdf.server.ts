/** What may not stand in a PDF that a stranger sends. Nothing is taken out: what comes is evidence, and may be signed (ADR 27). */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';

const inflated = promisify<Buffer, object, Buffer>(inflate);

const unreadable = 'PDFとして読めません。';
const damaged = 'PDFが途中で切れているか、壊れています。もう一度保存してから送ってください。';
const locked =
  'パスワードや編集の制限がかかったPDFは使えません。制限を外したPDFか、印刷した紙の写真を送ってください。';
const active =
  'PDFに、開くと動く仕掛け（スクリプト、入力フォームのプログラム、中に入れた別のファイルなど）があるため使えません。「印刷」から「PDFとして保存」したものか、印刷した紙の写真を送ってください。';

/** A name as a regular expression: each letter may be written as `#4a`, and the name ends where names end. */
function name(...names: string[]): string {
  const letter = (sign: string) => {
    const hex = sign.charCodeAt(0).toString(16);
    const either = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:${sign}|#${either})`;
  };
  const spelled = names.map((one) => [...one].map(letter).join(''));
  return `/(?:${spelled.join('|')})(?=[\\s\\0()<>[\\]{}/%]|$)`;
}

/** Actions and attachments by names that every viewer needs to see, and too long to turn up in packed data by chance. */
const actions = new RegExp(
  name(
    'JavaScript',
    'Launch',
    'EmbeddedFile',
    'EmbeddedFiles',
    'FileAttachment',
    'Collection',
    'XFA',
    'RichMedia',
    'Rendition',
    'SubmitForm',
    'ImportData',
    'GoToE',
    'GoToR',
  ),
);
const encrypt = new RegExp(`${name('Encrypt')}\\s*(?:\\d+\\s+\\d+\\s+R|<<)`);
const objectStream = new RegExp(name('ObjStm'), 'g');
const objectStreamHead = new RegExp(name('ObjStm'));
const first = new RegExp(`${name('First')}\\s*(\\d+)`);
const opening = new RegExp(`${name('OpenAction')}\\s*(.{0,300})`, 'gs');
const goTo = new RegExp(`${name('S')}\\s*${name('GoTo')}`);
const filter = new RegExp(name('Filter'));
const onlyFlate = new RegExp(
  `${name('Filter')}\\s*\\[?\\s*${name('FlateDecode')}\\s*(?:\\]|>>|/(?!FlateDecode))`,
);
const predictor = new RegExp(name('Predictor'));

const headBytes = 4096;
const mostPacked = 32e6;

interface Packed {
  text: string;
  first: number;
}

/** Opening a page is harmless; anything else is not, or hides. */
const harmless = (target: string) =>
  /^\s*(?:\[|null\b)/.test(target) || (/^\s*<</.test(target) && goTo.test(target));

function opensHarmlessly(text: string, whole: string, packed: Packed[]): boolean {
  for (const [, target = ''] of text.matchAll(opening)) {
    const reference = /^(\d{1,10})\s+(\d{1,5})\s+R/.exec(target);
    if (reference === null) {
      if (harmless(target)) continue;
      return false;
    }
    const [, number, generation] = reference;
    const objects = [
      ...[...whole.matchAll(new RegExp(`(?<![0-9])${number}\\s+${generation}\\s+obj(.{0,300})`, 'gs'))].map(
        (found) => found[1] ?? '',
      ),
      ...packed.flatMap((one) => {
        const index = one.text.slice(0, one.first).trim().split(/\s+/);
        const at = index.findIndex((part, place) => place % 2 === 0 && part === number);
        return at === -1 ? [] : [one.text.slice(one.first + Number(index[at + 1])).slice(0, 300)];
      }),
    ];
    if (objects.length === 0 || !objects.every(harmless)) return false;
  }
  return true;
}

/** Objects may be packed into streams; those are unpacked, up to a limit. Null: packed in a way that cannot be looked into. */
async function unpackObjects(bytes: Buffer, text: string): Promise<Packed[] | null> {
  const packed: Packed[] = [];
  let named = [...text.matchAll(objectStream)].length;
  let unpacked = 0;
  for (const found of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const before = text.slice(Math.max(0, found.index - headBytes), found.index);
    const head = before.slice(before.lastIndexOf(' obj') + 1);
    const says = objectStreamHead.test(head);
    const start = first.exec(head)?.[1];
    if (!says && start === undefined) continue;
    if (says) named--;
    // Without a filter the objects stand in clear and are seen with the rest.
    if (!filter.test(head)) continue;
    if (!onlyFlate.test(head) || predictor.test(head)) return null;
    const rest = bytes.subarray(found.index + found[0].length);
    const limits = { maxOutputLength: mostPacked - unpacked, finishFlush: constants.Z_SYNC_FLUSH };
    const content = await inflated(rest, limits).catch(() => null);
    if (content === null) return null;
    unpacked += content.length;
    packed.push({ text: content.toString('latin1'), first: Number(start ?? 0) });
    if (unpacked >= mostPacked) return null;
  }
  return named > 0 ? null : packed;
}

/** Why a PDF cannot be taken, or undefined. Header first byte, trailer at the end: nothing is hidden before or behind. */
export async function pdfProblem(path: string): Promise<string | undefined> {
  const bytes = await readFile(path);
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text.slice(0, 8))) return unreadable;
  if (!/startxref\s+\d+\s+%%EOF\s*\0*\s*$/.test(text.slice(-1024))) return damaged;
  // The dictionary that names the encryption is never packed itself.
  if (encrypt.test(text)) return locked;
  if (actions.test(text)) return active;
  const packed = await unpackObjects(bytes, text);
  if (packed === null) return damaged;
  for (const one of [{ text }, ...packed])
    if (actions.test(one.text) || !opensHarmlessly(one.text, text, packed)) return active;
  return undefined;
}
