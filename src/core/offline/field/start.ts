/** The page 持ち出し帳: the list, one form at a time, and sending as soon as there is a line. */
import { canKeep } from '../browser/database.ts';
import type { KeptBox, ShownItem } from '../browser/model.ts';
import { bodyOf, type Contact, contact, keyOf, NoLine, type Office, sendWaiting } from '../browser/send.ts';
import {
  dropBox,
  keepTerm,
  markOpened,
  readBoxes,
  readItem,
  readItems,
  readKeys,
  readTyped,
  shownItem,
} from '../browser/store.ts';
import { ask, el } from './dom.ts';
import { formScreen, startForm } from './form-screen.ts';
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

  const tell = (words: string): void => {
    told.append(el('p', { role: 'alert' }, words));
  };
  const failed = (error: unknown): void => {
    tell(
      (error as { name?: string }).name === 'QuotaExceededError'
        ? 'この端末の空きが足りません。写真を減らすか、送ってから続けてください。ここまでの入力は残っています。'
        : 'この端末に残せませんでした。画面を閉じずに、もう一度保存してください。',
    );
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

  const showList = async (): Promise<void> => {
    screen.replaceChildren(
      listScreen(await listed(), {
        send: () => void meet(),
        decide: (box, record) => void decide(box, record).catch(failed),
        giveBack: (box, unsent) => void giveBack(box, unsent).catch(failed),
        going: (box, record) => going.get(`${box}/${record}`) ?? '',
      }),
    );
    screen.dataset.live = '';
  };

  const showForm = async (box: string, record: string): Promise<boolean> => {
    const key = (await readKeys()).find((one) => one.box === box)?.key;
    const item = await readItem(box, record);
    if (key === undefined || item === undefined || item.state === 'sent' || item.tried) return false;
    if (going.get(`${box}/${record}`)) return false;
    const form = await formScreen(key, item, {
      saved: () => {
        location.hash = '';
        void meet();
      },
      failed,
    });
    if (form === null) return false;
    delete screen.dataset.live;
    screen.replaceChildren(el('p', {}, el('a', { href: '#' }, '← 一覧へ')), form);
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
    const [box, record] = location.hash.slice(1).split('/');
    if (box && record && (await showForm(box, record))) return;
    if (mine === shows) await showList();
  };
  /** Something changed; a form that is being filled in stays as it is, as long as its box may be open. */
  const freshen = async (): Promise<void> => {
    showStatus();
    const [box] = location.hash.slice(1).split('/');
    if (screen.querySelector('form[data-form]') !== null) {
      if ((await readKeys()).some((one) => one.box === box)) return;
      history.replaceState(null, '', location.pathname);
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
      back = await keepTerm(Date.now());
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
  const decide = async (box: KeptBox, record: string): Promise<void> => {
    met = await contact(office);
    showStatus();
    if (met.kind !== 'here') return;
    const item = await readItem(box.id, record);
    const key = await keyOf(office, met.session, box);
    const typed = item && key && (await readTyped(key, item));
    if (!item || !key || !typed) return;
    const body = await bodyOf(key, item, typed);
    body.append('_csrf', met.session.csrf);
    body.append('_action', 'next');
    await markOpened(item);
    postOf(`/apps/${encodeURIComponent(box.app)}/records/${record}/edit`, body);
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
    else
      void keepTerm(Date.now())
        .then((wrong) => {
          back = wrong;
          return freshen();
        })
        .catch(failed);
  }, tryAgain);

  const begin = async (): Promise<void> => {
    if (!canKeep()) {
      status.textContent =
        'このブラウザーでは持ち出せません。シークレット（プライベート）ではない窓で、安全な接続（https）で開いてください。';
      return;
    }
    back = await keepTerm(Date.now());
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
