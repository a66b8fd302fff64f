/** One file on its way, beside its field: name, how much of it is sent, what is waited for, and a way out. */
import { printBytes } from '#core/fields';

export interface PieceItem {
  element: HTMLElement;
  sent(bytes: number): void;
  waiting(yes: boolean): void;
  /** Sent: the record's form names it from now on. */
  done(name: string, control: string, fileId: string): void;
  /** Ended in words; `final`: trying again would change nothing. */
  failed(why: string, final: boolean): void;
}

/** `again` begins once more, `away` takes the file off. `shown`: the picture and its name stand there already. */
export function pieceItem(
  file: File,
  shown: boolean,
  act: { again: () => void; away: () => void },
): PieceItem {
  const element = make(shown ? 'div' : 'li', 'piece');
  const size = make('span', 'form-file-size', printBytes(file.size));
  const name = make('span', 'form-file-name', file.name);
  name.append(size);
  const bar = make('progress', '');
  bar.max = file.size;
  bar.setAttribute('aria-label', `「${file.name}」の送った量`);
  const said = make('p', 'piece-said', '送っています。');
  said.setAttribute('role', 'status');
  const retry = press('もう一度送る', 'secondary', act.again);
  const off = press('やめる', 'quiet', act.away);
  off.setAttribute('aria-label', `「${file.name}」を送るのをやめる`);
  retry.hidden = true;
  const seen = shown ? null : thumbnail(file);
  element.append(...(seen === null ? [] : [seen]), ...(shown ? [] : [name]), bar, said, retry, off);
  const say = (words: string, state: 'sending' | 'waiting' | 'done' | 'failed') => {
    if (said.textContent !== words) said.textContent = words;
    element.dataset.state = state;
  };
  let bytes = 0;
  const sending = () => say(bytes < file.size ? '送っています。' : '届きました。確かめています。', 'sending');
  sending();
  return {
    element,
    sent(now) {
      bytes = now;
      bar.value = now;
      bar.hidden = false;
      retry.hidden = true;
      off.textContent = 'やめる';
      sending();
    },
    waiting: (yes) => (yes ? say('電波が弱いようです。続きから送ります。', 'waiting') : sending()),
    done(kept, control, fileId) {
      bar.remove();
      retry.remove();
      name.replaceChildren(kept, size);
      off.textContent = '取り消す';
      off.setAttribute('aria-label', `「${kept}」を取り消す`);
      const hidden = make('input', '');
      hidden.type = 'hidden';
      hidden.name = `${control}.kept`;
      hidden.value = fileId;
      element.append(hidden);
      say('送りました。保存すると付きます。', 'done');
    },
    failed(why, final) {
      bar.hidden = true;
      retry.hidden = final;
      off.textContent = '外す';
      off.setAttribute('aria-label', `「${file.name}」を外す`);
      say(why, 'failed');
    },
  };
}

/** What a camera gave has a name that says nothing: the picture says which one it is. */
function thumbnail(file: File): HTMLImageElement | null {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return null;
  const seen = make('img', 'piece-seen');
  seen.alt = '';
  // Lives as long as the page, which draws it anew when it likes.
  seen.src = URL.createObjectURL(file);
  seen.addEventListener('error', () => seen.remove());
  return seen;
}

function press(words: string, kind: string, work: () => void): HTMLButtonElement {
  const button = make('button', `button button-${kind}`, words);
  button.type = 'button';
  button.addEventListener('click', work);
  return button;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  words = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (words !== '') made.textContent = words;
  return made;
}
