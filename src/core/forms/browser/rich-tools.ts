/** Buttons above formatted text: each puts its marks around what is chosen, or at the beginning of its lines. */

const around: Record<string, [string, string]> = { bold: ['**', '**'], link: ['[', '](https://)'] };
const before: Record<string, string> = { heading: '# ', list: '- ' };

/** Shows the buttons of every text in `form` and makes them work. */
export function richTools(form: HTMLElement): void {
  for (const box of form.querySelectorAll<HTMLElement>('[data-rich]')) {
    const tools = box.querySelector<HTMLElement>('[data-rich-tools]');
    if (tools === null) continue;
    tools.hidden = false;
    arrows(tools);
  }
  // On the form, so that lines added later work too.
  form.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-rich-tool]');
    const area = button?.closest('[data-rich]')?.querySelector('textarea');
    if (button === null || area === null || area === undefined) return;
    press(area, button.dataset.richTool ?? '');
  });
}

/** A toolbar is one stop for Tab; its buttons are reached by arrows. */
function arrows(tools: HTMLElement): void {
  const buttons = [...tools.querySelectorAll<HTMLButtonElement>('button')];
  const enter = (button: HTMLButtonElement): void => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
  };
  if (buttons[0] !== undefined) enter(buttons[0]);
  tools.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (step === undefined || at < 0) return;
    const next = buttons[(at + step + buttons.length) % buttons.length];
    if (next === undefined) return;
    event.preventDefault();
    enter(next);
    next.focus();
  });
}

function press(area: HTMLTextAreaElement, tool: string): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const marks = around[tool];
  if (marks !== undefined) {
    const [open, close] = marks;
    replace(area, from, to, open + value.slice(from, to) + close);
    // What stands between the marks stays chosen; of a link without words, the place for them.
    area.setSelectionRange(from + open.length, to + open.length);
  } else {
    const start = value.lastIndexOf('\n', from - 1) + 1;
    const mark = before[tool] ?? '';
    const lines = value.slice(start, to).split('\n');
    const on = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (on ? line.slice(mark.length) : mark + line)).join('\n');
    replace(area, start, to, text);
    area.setSelectionRange(start, start + text.length);
  }
  area.focus();
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** As if it were typed, so that undo takes it back; where the browser cannot, by assignment. */
function replace(area: HTMLTextAreaElement, from: number, to: number, text: string): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, text)) area.setRangeText(text, from, to);
}
