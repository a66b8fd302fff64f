/** Sends what was filled in, as soon as there is a line; says what became of each. */
import type { FieldSession, SendAnswer } from '../model.ts';
import type { KeptBox, KeptItem, Typed } from './model.ts';
import {
  dropBox,
  dropKey,
  keepKey,
  keepSentFiles,
  markAnswered,
  markTried,
  readBoxes,
  readFile,
  readItems,
  readKeys,
  readTyped,
  sendFilesAgain,
  settleMade,
} from './store.ts';
import { keyFrom } from './vault.ts';

/** Requests to the office; each throws `NoLine` where nothing was answered. */
export interface Office {
  session(): Promise<FieldSession | 'signed-out'>;
  post(address: string, body: FormData): Promise<{ status: number; body: unknown }>;
  /** In pieces, as long as it takes; gives its id, under which only this control of this record may name it. */
  sendFile(target: FileTarget, file: File, talk: FileTalk): Promise<string>;
}
export interface FileTarget {
  app: string;
  /** `new`: it is to be added. */
  record: string;
  control: string;
}
export interface FileTalk {
  csrf: string;
  /** Goes on where a file with the same mark stopped. */
  mark: string;
  progress(bytes: number): void;
  /** The line is waited for, or is back. */
  waiting(yes: boolean): void;
}
/** Nothing was answered, or somebody has to sign in first. */
export class NoLine extends Error {}
/** The office does not take it, whatever the line: why, for the person. */
export class NotTaken extends Error {}

export type Contact =
  | { kind: 'no-line' }
  | { kind: 'signed-out' }
  | { kind: 'here'; session: FieldSession; wiped: string[] };

/** Asks who is here. Boxes that were called back are thrown away, and keys of somebody else. */
export async function contact(office: Office): Promise<Contact> {
  let session: FieldSession | 'signed-out';
  try {
    session = await office.session();
  } catch (error) {
    if (error instanceof NoLine) return { kind: 'no-line' };
    throw error;
  }
  if (session === 'signed-out') return { kind: 'signed-out' };
  const { owner } = session;
  const standing = new Map(session.boxes.map((one) => [one.id, one]));
  const wiped: string[] = [];
  for (const box of await readBoxes()) {
    const stands = standing.get(box.id);
    if (box.owner !== owner) await dropKey(box.id);
    else if (stands === undefined) {
      await dropBox(box.id);
      wiped.push(box.appTitle);
      // While the office is being renewed it may be an older one that answers.
    } else if (stands.made?.length > 0) await settleMade(box.id, stands.made);
  }
  return { kind: 'here', session, wiped };
}

export interface SendTalk {
  /** Something changed that the page shows. */
  progress(box: string, record: string, words: string): void;
}

/** One after the other; false when the line broke. */
export async function sendWaiting(
  office: Office,
  session: FieldSession,
  box: KeptBox,
  talk: SendTalk,
): Promise<boolean> {
  const waiting = (await readItems(box.id)).filter((one) => one.state === 'waiting');
  if (waiting.length === 0) return true;
  try {
    const key = await keyOf(office, session, box);
    if (key === null) return true;
    for (const item of waiting) await sendOne(office, session, box, key, item, talk);
    return true;
  } catch (error) {
    if (error instanceof NoLine) return false;
    throw error;
  }
}

/** The key that lies here, or asked for again: after signing out and in, and after the term for sending alone. */
export async function keyOf(office: Office, session: FieldSession, box: KeptBox): Promise<CryptoKey | null> {
  const here = (await readKeys()).find((one) => one.box === box.id);
  if (here !== undefined) return here.key;
  const body = new FormData();
  for (const [name, value] of [
    ['_csrf', session.csrf],
    ['intent', 'key'],
    ['box', box.id],
  ] as const)
    body.append(name, value);
  const answer = await office.post('/field/acts', body);
  if (answer.status !== 200) return null;
  const key = await keyFrom((answer.body as { key: string }).key);
  const over = session.boxes.find((one) => one.id === box.id)?.over !== false;
  if (!over) await keepKey({ box: box.id, owner: box.owner, until: box.until, key });
  return key;
}

/** What is posted: files that are there already by their ids, others as they are. */
export async function bodyOf(
  key: CryptoKey,
  item: Pick<KeptItem, 'box' | 'record'>,
  typed: Typed,
): Promise<FormData> {
  const body = new FormData();
  for (const [name, value] of typed.entries) body.append(name, value);
  for (const file of typed.files) {
    if (file.fileId !== undefined) body.append(`${file.control}.kept`, file.fileId);
    else {
      const kept = await readFile(key, item, file);
      if (kept !== null) body.append(file.control, kept, file.name);
    }
  }
  return body;
}

const draftName = ({ record, isNew }: Pick<KeptItem, 'record' | 'isNew'>): [string, string][] =>
  isNew ? [['_draft', record]] : [];

/** What tells the ordinary page of a record that was begun here which one it is. */
export const draftParts = (item: Pick<KeptItem, 'box' | 'record' | 'isNew'>): [string, string][] =>
  item.isNew ? [['_box', item.box], ...draftName(item)] : [];

export const recordAt = (item: Pick<KeptItem, 'record' | 'isNew'>): string =>
  item.isNew ? 'new' : item.record;

async function sendOne(
  office: Office,
  session: FieldSession,
  box: KeptBox,
  key: CryptoKey,
  item: KeptItem,
  talk: SendTalk,
): Promise<void> {
  const say = (words: string) => talk.progress(box.id, item.record, words);
  const typed = await readTyped(key, item);
  if (typed === null || item.send === null) return;
  say('送っています…');
  try {
    const sent = await sendFiles(office, session, box, key, item, typed, say);
    if (sent === null || !(await markTried(item))) return;
    const body = await bodyOf(key, item, sent);
    for (const [name, value] of [
      ['_csrf', session.csrf],
      ['_action', 'next'],
      ['_box', box.id],
      ['_send', item.send],
      ...draftName(item),
    ] as const)
      body.append(name, value);
    const address = `/apps/${encodeURIComponent(box.app)}/records/${recordAt(item)}/send`;
    const { status, body: answer } = await office.post(address, body);
    if (status === 200 && (answer as { why?: string }).why === 'files') {
      await sendFilesAgain(key, item, sent);
      return;
    }
    const said = wordsOf(item, status, answer);
    if (said === null) throw new NoLine();
    await markAnswered(key, item, said.state, said.words, said.title);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    await markAnswered(key, item, 'check', error.message);
  } finally {
    say('');
  }
}

/** One photo after the other, each to its own question. Null: the form was changed meanwhile. */
async function sendFiles(
  office: Office,
  session: FieldSession,
  box: KeptBox,
  key: CryptoKey,
  item: KeptItem,
  typed: Typed,
  say: (words: string) => void,
): Promise<Typed | null> {
  let sent = typed;
  for (const [at, one] of typed.files.entries()) {
    if (one.fileId !== undefined) continue;
    const file = await readFile(key, item, one);
    if (file === null) throw new NotTaken(`「${one.name}」を、この端末から読み出せませんでした。`);
    const which = `写真など ${at + 1}/${typed.files.length}枚目`;
    const fileId = await office.sendFile(
      { app: box.app, record: recordAt(item), control: one.control },
      file,
      {
        csrf: session.csrf,
        mark: one.id,
        progress: (bytes) =>
          say(`${which}を送っています… ${Math.floor((100 * bytes) / Math.max(1, file.size))}％`),
        waiting: (yes) => yes && say(`${which}：電波が弱いようです。つながったら、続きから送ります。`),
      },
    );
    sent = { ...sent, files: sent.files.map((each) => (each.id === one.id ? { ...each, fileId } : each)) };
    if (!(await keepSentFiles(key, item, sent))) return null;
  }
  return sent;
}

interface Said {
  state: 'sent' | 'check';
  words: string;
  title?: string;
}
const check = (words: string): Said => ({ state: 'check', words });

/** Null: the office is not well; later again. */
function wordsOf(item: KeptItem, status: number, answer: unknown): Said | null {
  if (status === 200) {
    const given = answer as SendAnswer;
    if (given.state === 'saved') return savedWords(item, given);
    if (given.why === 'clash')
      return check('同じ項目を、ほかの人も変えています。どちらにするか選んでください。');
    return check(given.message === '' ? '直すところがあります。' : given.message);
  }
  if (status === 404)
    return check(
      item.isNew
        ? 'いまは、このアプリに追加できません。アプリが閉じられたか、権限が変わりました。'
        : 'このレコードは、いま開けません。消されたか、権限が変わりました。',
    );
  if (status === 409) return check('持ち出したときの内容が、もう残っていません。開いて確かめてください。');
  if (status === 413) return check('写真が大きすぎて送れません。枚数を減らしてください。');
  return status >= 500 || status === 403
    ? null
    : check('受け取ってもらえませんでした。開いて確かめてください。');
}

function savedWords(item: KeptItem, given: Extract<SendAnswer, { state: 'saved' }>): Said {
  if (!item.isNew)
    return { state: 'sent', words: given.merged ? 'ほかの人の変更と合わせて保存しました。' : '' };
  return { state: 'sent', words: '新しいレコードとして登録しました。', title: given.title ?? '' };
}
