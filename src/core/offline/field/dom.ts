/** Elements in few words. */
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...inside: (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, '');
    else if (typeof value === 'string') made.setAttribute(key, value);
  }
  made.append(...inside.filter((one) => one !== null));
  return made;
}

export const button = (kind: string, word: string, press: () => void): HTMLButtonElement =>
  el('button', { type: 'button', class: `button button-${kind}`, click: press }, word);

/** Asks before something is thrown away; the button names what is done. */
export function ask(question: string, more: string, act: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = el('dialog', { class: 'field-ask', 'aria-label': question });
    const end = (answer: boolean) => {
      resolve(answer);
      dialog.close();
    };
    dialog.append(
      el('p', {}, el('b', {}, question)),
      el('p', {}, more),
      el(
        'p',
        { class: 'field-acts' },
        button('danger', act, () => end(true)),
        button('secondary', 'やめる', () => end(false)),
      ),
    );
    dialog.addEventListener('close', () => {
      resolve(false);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const tokyo = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
export const moment = (at: number): string => tokyo.format(new Date(at));
