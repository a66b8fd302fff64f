/** Puts errors and notices where the server would have put them, with the same ids and ties. */
import { controlId } from '#core/fields';

const shapes = {
  error: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm4 5v6m0 3v1',
  notice: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 5v1m0 3v6',
};
type Kind = keyof typeof shapes;

/** `path` is a control name or the name of a composite; null takes the message away. */
export function showMessage(field: Element, path: string, kind: Kind, text: string | null): void {
  const id = controlId(path);
  const row = rowOf(field, id);
  const box = row?.querySelector('[data-messages]');
  if (row === null || !box) return;
  const old = box.querySelector(`.form-${kind}`);
  const messageId = `${id}-${kind}`;
  if (text === null) old?.remove();
  else {
    const line = message(kind, messageId, text);
    if (old !== null) old.replaceWith(line);
    else if (kind === 'error') box.prepend(line);
    else box.append(line);
  }
  if (kind === 'error') row.classList.toggle('form-row-wrong', text !== null);
  tie(row.tagName === 'FIELDSET' ? row : controlIn(row, id), messageId, text !== null, kind);
}

/** Whether an error stands beside any control of a field. */
export const hasError = (field: Element): boolean => field.querySelector('.form-error') !== null;

function rowOf(field: Element, id: string): Element | null {
  const control = field.querySelector(`#${id}`);
  const nearest = control?.closest('[data-row]');
  // Radio buttons carry the id of the field, but their group carries its messages.
  return nearest && field.contains(nearest) ? nearest : field.querySelector('[data-row]');
}

function controlIn(row: Element, id: string): Element | null {
  return row.querySelector(`#${id}`) ?? row.querySelector('input:not([type=hidden]), select, textarea');
}

function tie(control: Element | null, messageId: string, present: boolean, kind: Kind): void {
  if (control === null) return;
  const ids = (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((each) => each !== '' && each !== messageId);
  if (present) ids.push(messageId);
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  else control.removeAttribute('aria-describedby');
  if (kind !== 'error' || (control.tagName === 'FIELDSET' && control.getAttribute('role') !== 'radiogroup'))
    return;
  if (present) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
}

function message(kind: Kind, id: string, text: string): Element {
  const line = document.createElement('p');
  line.className = `form-${kind}`;
  line.id = id;
  const space = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(space, 'svg');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(space, 'path');
  shape.setAttribute('d', shapes[kind]);
  icon.append(shape);
  const words = document.createElement('span');
  words.textContent = text;
  line.append(icon, words);
  return line;
}

/** What stands below lines, in the places the server drew. */
export function showTotals(form: Element, lines: string, totals: readonly { text: string }[]): void {
  const places = form.querySelectorAll(`[data-totals="${lines}"] > div > dd`);
  for (const [index, { text }] of totals.entries()) {
    const place = places[index];
    if (place !== undefined && place.textContent !== text) place.textContent = text;
  }
}
