/** The page 持ち出し帳: the list, one form at a time, and sending as soon as there is a line. */
import { canKeep } from '../browser/database.ts';
import { freshDraft, readBlank } from '../browser/drafts.ts';
import type { KeptBox, ShownItem } from '../browser/model.ts';
import { readPictures } from '../browser/pictures.ts';
import {
  bodyOf,
  type Contact,
  contact,
  draftParts,
  keyOf,
  NoLine,
  type Office,
  recordAt,
  sendWaiting,
} from '../browser/send.ts';
import {
  dropBox,
  dropDraft,
  isFull,
  markOpened,
  NotKept,
  readBoxes,
  readForm,
  readItem,
  readItems,
  readKeys,
  readTyped,
  shownItem,
} from '../browser/store.ts';
import { keepTerm, type Term } from '../browser/term.ts';
import { ask, el } from './dom.ts';
import { formScreen, type OpenForm, startForm } from './form-screen.ts';
import { type ListedBox, listScreen } from './list-screen.ts';
import { office as plainOffice } from './office.ts';
import { postOf } from './post-page.ts';

const tryAgain = 30_000;

export function startField(root: HTMLElement, sendFile: Office['sendFile']): void {
  const office: Office = { ...plainOffice, sendFile };
  const status = el('p', { class: 'field-status', role: 'status' });
  const told = el('div', { class: 'field-told' });
  const screen = el('div', { class: 'field-screen' });
  const going = new Map<string, string>();
  let met: Contact = { kind: 'no-line' };
  let busy = false;
  let back = false;
  let filled: OpenForm | null = null;
  root.replaceChildren(
    el(
      'header',
      { class: 'field-head' },
      el('h1', {}, '持ち出し帳'),
      el('a', { href: '/apps' }, '業務アプリ'),
    ),
    status,
    told,
    screen,
  );

  const tell = (words: string, attributes: { 'data-failed'?: true } = {}): void => {
    // What is said every half minute is said once.
    if ([...told.children].some((one) => one.textContent === words)) return;
    told.append(el('p', { role: 'alert', ...attributes }, words));
  };
  const failed = (error: unknown): void => {
    told.querySelector('[data-failed]')?.remove();
    tell(
      isFull(error)
        ? 'この端末の空きが足りないため、いまの入力を残せませんでした。画面を閉じずに、写真を減らすか空きを作ってから、もう一度保存してください。前に残した入力と写真はそのままです。'
        : error instanceof NotKept
          ? 'この入力は、もうこの端末に残せません。持ち出しが取り消されたか、ほかの窓から送られました。'
          : 'この端末に残せませんでした。画面を閉じずに、もう一度保存してください。',
      { 'data-failed': true },
    );
  };
  const ended = (term: Term): void => {
    back = term.wrong;
    for (const { title, kept } of term.ended)
      tell(
        `「${title}」の持ち出しは、期限がすぎたので閉じました。${
          kept ? 'まだ送っていない入力は、暗号のまま残っています。サインインすると送れます。' : ''
        }`,
      );
  };
  /** What was typed a moment ago comes before the end of the term. */
  const term = async (office?: number): Promise<void> => {
    await filled?.flush().catch(failed);
    ended(await keepTerm(Date.now(), office));
  };

  const showStatus = (): void => {
    const clock = back ? '端末の時計が合っていないようです。日付と時刻を確かめてください。' : '';
    const words = {
      'no-line': '電波がありません。入力はこの端末に残ります。',
      'signed-out': 'つながっています。サインインすると、送れます。',
      here: busy ? '送っています…' : 'つながっています。',
    }[met.kind];
    status.dataset.line = met.kind;
    status.replaceChildren(el('b', {}, words), clock);
    if (met.kind === 'signed-out')
      status.append(el('a', { href: '/sign-in?return=%2Ffield%2Fbox' }, 'サインイン'));
  };

  const listed = async (): Promise<ListedBox[]> => {
    const keys = new Map((await readKeys()).map((one) => [one.box, one]));
    const boxes = (await readBoxes()).sort((a, b) => b.takenAt - a.takenAt);
    const shown: ListedBox[] = [];
    for (const box of boxes) {
      const key = keys.get(box.id);
      // Somebody else's, as far as is known who is here: it is not there.
      if (met.kind === 'here' && met.session.owner !== box.owner) continue;
      if (met.kind === 'no-line' && key === undefined) continue;
      const kept = await readItems(box.id);
      const items =
        key === undefined
          ? null
          : (await Promise.all(kept.map((one) => shownItem(key.key, one)))).filter(
              (one): one is ShownItem => one !== null,
            );
      shown.push({ box, items, kept });
    }
    return shown;
  };

  /** Without a line nobody knows whose it is: it is said that something waits, and no more. */
  const waitsUnseen = async (shown: readonly ListedBox[]): Promise<boolean> => {
    if (met.kind !== 'no-line') return false;
    for (const box of await readBoxes())
      if (!shown.some((one) => one.box.id === box.id))
        if ((await readItems(box.id)).some((item) => item.typed !== null)) return true;
    return false;
  };

  const showList = async (): Promise<void> => {
    const boxes = await listed();
    screen.replaceChildren(
      listScreen(boxes, await waitsUnseen(boxes), {
        send: () => void meet(),
        decide: (box, record, act) => void decide(box, record, act).catch(failed),
        here: met.kind === 'here',
        giveBack: (box, unsent) => void giveBack(box, unsent).catch(failed),
        begin: (box) => {
          location.hash = `${box.id}/${crypto.randomUUID()}/new`;
        },
        discard: (box, item) => void discard(box, item).catch(failed),
        going: (box, record) => going.get(`${box}/${record}`) ?? '',
      }),
    );
    screen.dataset.live = '';
  };

  /** `begun`: a record that is begun with this form; it lies nowhere until something is typed. */
  const showForm = async (at: string, record: string, begun: boolean): Promise<boolean> => {
    const box = (await readBoxes()).find((one) => one.id === at);
    const key = (await readKeys()).find((one) => one.box === at)?.key;
    if (box === undefined || key === undefined || going.get(`${at}/${record}`)) return false;
    const item = (await readItem(at, record)) ?? (begun ? await freshDraft(key, at, record) : undefined);
    if (item === undefined || item.state === 'sent' || item.tried) return false;
    const blank = item.isNew ? await readBlank(key, box) : null;
    const html = item.isNew ? blank?.html : await readForm(key, item);
    if (!html) return false;
    const pictures = await readPictures(key, item);
    const form = await formScreen(
      key,
      item,
      { html, blank, pictures },
      {
        saved: () => {
          location.hash = '';
          void meet();
        },
        failed,
        kept: () => told.querySelector('[data-failed]')?.remove(),
      },
    );
    if (form === null) return false;
    filled = form;
    delete screen.dataset.live;
    screen.replaceChildren(el('p', {}, el('a', { href: '#' }, '← 一覧へ')), form.element);
    startForm();
    screen.dataset.live = '';
    scrollTo(0, 0);
    return true;
  };

  let shows = 0;
  const show = async (): Promise<void> => {
    shows += 1;
    const mine = shows;
    showStatus();
    // What was typed last is in the list, too.
    await filled?.flush().catch(failed);
    filled = null;
    const [box, record, begun] = location.hash.slice(1).split('/');
    if (box && record && (await showForm(box, record, begun === 'new'))) return;
    if (mine === shows) await showList();
  };
  /** Something changed; a form that is being filled in stays as it is, as long as its box may be open. */
  const freshen = async (): Promise<void> => {
    showStatus();
    const [box] = location.hash.slice(1).split('/');
    if (screen.querySelector('form[data-form]') !== null) {
      if ((await readKeys()).some((one) => one.box === box)) return;
      history.replaceState(null, '', location.pathname);
      filled = null;
    }
    await showList();
  };

  /** Asks the office, and sends what waits. */
  const meet = (): Promise<void> =>
    // Two windows do not send the same.
    navigator.locks.request('madoguchi-field', { ifAvailable: true }, (lock) =>
      lock === null ? undefined : meetAlone(),
    );
  const meetAlone = async (): Promise<void> => {
    busy = true;
    try {
      met = await contact(office);
      await term(met.kind === 'here' ? Date.parse(met.session.now) : undefined);
      if (met.kind !== 'here') return;
      for (const title of met.wiped)
        tell(`「${title}」の持ち出しは取り消されました。この端末からも消しました。`);
      await freshen();
      const { session } = met;
      for (const box of await readBoxes()) {
        if (box.owner !== session.owner) continue;
        // After signing in again the key is given back, as long as the term runs.
        const open = session.boxes.some((one) => one.id === box.id && !one.over);
        if (open) await keyOf(office, session, box);
        const whole = await sendWaiting(office, session, box, {
          progress(at, record, words) {
            if (words === '') going.delete(`${at}/${record}`);
            else going.set(`${at}/${record}`, words);
            void freshen();
          },
        });
        if (!whole) met = { kind: 'no-line' };
      }
    } catch (error) {
      if (error instanceof NoLine) met = { kind: 'no-line' };
      else failed(error);
    } finally {
      busy = false;
      await freshen();
    }
  };

  /** The ordinary page of the record, with everything that was typed: conflicts and mistakes are settled there. */
  const decide = async (box: KeptBox, record: string, act: 'next' | 'kept'): Promise<void> => {
    met = await contact(office);
    showStatus();
    if (met.kind !== 'here') return;
    const item = await readItem(box.id, record);
    const key = await keyOf(office, met.session, box);
    const typed = item && key && (await readTyped(key, item));
    if (!item || !key || !typed) return;
    const body = await bodyOf(key, item, typed);
    body.append('_csrf', met.session.csrf);
    body.append('_action', act);
    for (const [name, value] of draftParts(item)) body.append(name, value);
    await markOpened(item);
    const records = `/apps/${encodeURIComponent(box.app)}/records`;
    postOf(item.isNew ? `${records}/${recordAt(item)}` : `${records}/${record}/edit`, body);
  };

  const discard = async (box: KeptBox, item: ShownItem): Promise<void> => {
    const sure = await ask(
      `「${item.title}」の下書きを捨てますか`,
      'この端末から消えます。元に戻せません。',
      '下書きを捨てる',
    );
    if (!sure) return;
    await dropDraft({ box: box.id, record: item.record });
    await showList();
  };

  const giveBack = async (box: KeptBox, unsent: number): Promise<void> => {
    const sure = await ask(
      `「${box.appTitle}」の持ち出しを返しますか`,
      unsent > 0
        ? `まだ送っていない${unsent}件の入力も、この端末から消えます。元に戻せません。`
        : 'この端末から消えます。庁舎のレコードはそのままです。',
      unsent > 0 ? `${unsent}件の入力を捨てて返す` : '返す',
    );
    if (!sure) return;
    await dropBox(box.id);
    await showList();
    if (met.kind !== 'here') return;
    const body = new FormData();
    body.append('_csrf', met.session.csrf);
    body.append('intent', 'return');
    body.append('box', box.id);
    await office.post('/field/acts', body).catch(() => {});
  };

  addEventListener('hashchange', () => void show().catch(failed));
  addEventListener('online', () => void meet());
  addEventListener('offline', () => {
    met = { kind: 'no-line' };
    showStatus();
  });
  setInterval(() => {
    if (navigator.onLine) void meet();
    else void term().then(freshen).catch(failed);
  }, tryAgain);

  const begin = async (): Promise<void> => {
    if (!canKeep()) {
      status.textContent =
        'このブラウザーでは持ち出せません。シークレット（プライベート）ではない窓で、安全な接続（https）で開いてください。';
      return;
    }
    await term();
    showStatus();
    // Somebody else may be signed in here by now: with a line that is asked before anything is shown.
    if (navigator.onLine) await meet();
    await show();
  };
  void begin().catch(() => {
    status.textContent =
      'この端末の保管場所を開けませんでした。シークレット（プライベート）の窓では使えません。ふつうの窓で開いてください。';
  });
}
