/** What is on this device: by app, each record with how far it is. */
import { mayBegin } from '../browser/drafts.ts';
import type { ItemState, KeptBox, KeptItem, ShownItem } from '../browser/model.ts';
import { button, el, moment } from './dom.ts';

export interface ListedBox {
  box: KeptBox;
  /** Null: the key is not here; what was typed waits for the sign-in. */
  items: ShownItem[] | null;
  /** Without the key nothing but their states is known. */
  kept: KeptItem[];
}

export interface ListTalk {
  send: (box: KeptBox) => void;
  /** On the ordinary page: `next` saves there and then what was saved here, `kept` shows what was typed. */
  decide: (box: KeptBox, record: string, act: 'next' | 'kept') => void;
  /** Somebody is signed in, and the office answers. */
  here: boolean;
  giveBack: (box: KeptBox, unsent: number) => void;
  /** A new record. */
  begin: (box: KeptBox) => void;
  discard: (box: KeptBox, item: ShownItem) => void;
  /** What goes on with one record right now. */
  going: (box: string, record: string) => string;
}

const words: Record<ItemState, string> = {
  blank: '未記入',
  draft: '下書き',
  waiting: '送信待ち',
  check: '確認が必要です',
  sent: '送信済み',
};
/** A small shape repeats the word, for eyes that run down a list. */
const shapes: Record<ItemState, string> = { blank: '－', draft: '◐', waiting: '○', check: '▲', sent: '✓' };

/** `unseen`: something waits that cannot be shown now. */
export function listScreen(boxes: readonly ListedBox[], unseen: boolean, talk: ListTalk): HTMLElement {
  const waits = unseen
    ? el(
        'p',
        { class: 'field-note' },
        'この端末には、まだ送っていない入力が、暗号のまま残っています。電波のあるところでサインインすると送れます。',
      )
    : null;
  if (boxes.length === 0 && waits !== null) return el('div', {}, waits);
  if (boxes.length === 0)
    return el(
      'div',
      { class: 'empty' },
      el('p', {}, el('b', {}, 'この端末に持ち出しているレコードはありません。')),
      el(
        'p',
        {},
        '電波のあるところで業務アプリの一覧をひらき、「端末に持ち出す」を押すと、ここにならびます。',
      ),
      el('p', {}, el('a', { class: 'button button-primary', href: '/apps' }, '業務アプリをひらく')),
    );
  return el('div', {}, waits, ...boxes.map((one) => boxOf(one, talk)));
}

function boxOf({ box, items, kept }: ListedBox, talk: ListTalk): HTMLElement {
  const count = (state: ItemState) => kept.filter((one) => one.state === state).length;
  const waiting = count('waiting');
  const unsent = waiting + count('draft') + count('check');
  const acts = el('p', { class: 'field-acts' });
  if (waiting > 0) acts.append(button('primary', `${waiting}件を送る`, () => talk.send(box)));
  if (items !== null && mayBegin(box, kept))
    acts.append(button('secondary', '新しく記録する', () => talk.begin(box)));
  acts.append(button('quiet', 'この持ち出しを返す', () => talk.giveBack(box, unsent)));
  return el(
    'section',
    { class: 'field-box', 'aria-labelledby': `box-${box.id}` },
    el('h2', { id: `box-${box.id}` }, box.appTitle),
    el('p', { class: 'quiet' }, `${box.label}　${moment(box.until)} まで`),
    items === null
      ? lockedItems(box, kept, unsent, talk)
      : items.length === 0
        ? el('p', { class: 'quiet' }, 'まだ何もありません。見つけたものを「新しく記録する」で記録できます。')
        : el('ul', { class: 'field-items' }, ...items.map((one) => itemOf(box, one, talk))),
    acts,
  );
}

function itemOf(box: KeptBox, item: ShownItem, talk: ListTalk): HTMLElement {
  const going = talk.going(box.id, item.record);
  const closed = item.isNew ? !box.blank : item.closed;
  const own = item.state !== 'sent' && !item.tried && going === '';
  const open = own && !closed;
  const shape = el('span', { 'aria-hidden': 'true' }, `${shapes[item.state]} `);
  const state = el('span', { class: 'field-mark' }, shape, words[item.state]);
  const inside = [
    el('b', {}, item.title),
    item.detail === '' ? null : el('span', { class: 'field-detail' }, item.detail),
    el(
      'span',
      { class: 'field-state' },
      state,
      item.isNew && item.state !== 'sent' ? el('span', { class: 'field-new' }, '新規') : null,
      item.files > 0 ? ` 写真など${item.files}枚` : null,
    ),
  ];
  return el(
    'li',
    { 'data-state': item.state },
    open
      ? el('a', { class: 'field-item', href: `#${box.id}/${item.record}` }, ...inside)
      : el('div', { class: 'field-item' }, ...inside),
    item.tried && going === ''
      ? el(
          'p',
          { class: 'field-note' },
          '送りましたが、返事を受け取れていません。電波のあるところで、もう一度送ります。',
        )
      : null,
    going === '' ? null : el('p', { class: 'field-note', role: 'status' }, going),
    item.said === '' ? null : el('p', { class: 'field-note' }, item.said),
    actsOf(box, item, { own, closed }, talk),
  );
}

function actsOf(
  box: KeptBox,
  item: ShownItem,
  { own, closed }: { own: boolean; closed: boolean },
  talk: ListTalk,
): HTMLElement | null {
  const acts = [
    ...(item.state === 'check'
      ? [button('secondary', 'ふつうの画面で確かめる', () => talk.decide(box, item.record, 'next'))]
      : []),
    ...(item.state === 'draft' && own && closed
      ? [button('secondary', 'ふつうの画面で続ける', () => talk.decide(box, item.record, 'kept'))]
      : []),
    ...(item.isNew && own ? [button('quiet', 'この下書きを捨てる', () => talk.discard(box, item))] : []),
  ];
  return acts.length === 0 ? null : el('p', { class: 'field-acts' }, ...acts);
}

/** Without the key: what waits is sent by itself, and what was not finished is gone on with in the office. */
function lockedItems(box: KeptBox, kept: readonly KeptItem[], unsent: number, talk: ListTalk): HTMLElement {
  if (unsent === 0) return el('p', {}, 'サインインすると、また開けます。');
  if (!box.over || !talk.here)
    return el(
      'p',
      {},
      `まだ送っていない入力が${unsent}件あります。内容は暗号のまま残っています。サインインすると送れます。`,
    );
  const left = kept.filter((one) => one.typed !== null && (one.state === 'draft' || one.state === 'check'));
  return el(
    'div',
    {},
    el('p', {}, `期限がすぎたので、ここでは開けません。まだ送っていない入力が${unsent}件あります。`),
    el(
      'ul',
      { class: 'field-items' },
      ...left.map((one, at) =>
        el(
          'li',
          {},
          el('div', { class: 'field-item' }, `${words[one.state]}（${at + 1}）`),
          el(
            'p',
            { class: 'field-acts' },
            button('secondary', 'ふつうの画面で続ける', () => talk.decide(box, one.record, 'kept')),
          ),
        ),
      ),
    ),
  );
}
