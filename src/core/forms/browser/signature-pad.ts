/** A pad to sign on: fingers, pens and mice alike. Strokes go into the form's hidden control as whole numbers of a fixed box. */

import { startEach } from './start-each.ts';

const maxStrokes = 200;
const maxPoints = 4000;
/** Between two points of a stroke: less says nothing, and a long hesitation would fill the box. */
const leastStep = 2;

/** Starts every pad of the form, those of lines that come later too. */
export function signaturePads(form: HTMLElement): void {
  startEach(form, '[data-signature]', pad);
}

function pad(box: HTMLElement): void {
  const part = <E extends Element>(selector: string): E => box.querySelector<E>(selector) as E;
  const [frame, svg] = [part<HTMLElement>('[data-signature-pad]'), part<SVGSVGElement>('svg')];
  const [input, path] = [part<HTMLInputElement>('input[type=hidden]'), part<SVGPathElement>('path')];
  const [status, tools] = [part<HTMLElement>('[role=status]'), part<HTMLElement>('[data-signature-tools]')];
  const [width, height] = (box.dataset.signature ?? '600 200').split(' ').map(Number) as [number, number];
  let strokes = read(input.value);
  /** The pointer that draws; others, such as the palm beside a pen, are left out. */
  let drawing: number | null = null;
  frame.hidden = false;
  tools.hidden = false;

  const count = (): number => strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
  const draw = (): void => path.setAttribute('d', strokes.map(pathOf).join(''));
  const tell = (what: 'drawn' | 'empty' | 'full'): void => {
    status.textContent = status.dataset[what] ?? '';
  };
  const keep = (): void => {
    input.value = strokes.length === 0 ? '' : JSON.stringify(strokes);
    for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
    draw();
    tell(strokes.length === 0 ? 'empty' : 'drawn');
  };
  const add = (event: PointerEvent): void => {
    const { left, top, width: wide, height: high } = svg.getBoundingClientRect();
    const within = (value: number, limit: number): number => Math.min(limit, Math.max(0, Math.round(value)));
    const x = within(((event.clientX - left) / wide) * width, width);
    const y = within(((event.clientY - top) / high) * height, height);
    const stroke = strokes.at(-1);
    if (stroke === undefined || count() >= maxPoints) return;
    const [lastX, lastY] = stroke.slice(-2);
    const far = lastX === undefined || Math.hypot(x - lastX, y - (lastY ?? 0)) >= leastStep;
    if (far) stroke.push(x, y);
  };
  svg.addEventListener('pointerdown', (event) => {
    if (drawing !== null || event.button !== 0) return;
    event.preventDefault();
    if (strokes.length >= maxStrokes || count() >= maxPoints) return tell('full');
    drawing = event.pointerId;
    svg.setPointerCapture(drawing);
    strokes = [...strokes, []];
    add(event);
    draw();
  });
  svg.addEventListener('pointermove', (event) => {
    if (event.pointerId !== drawing) return;
    // What came between two frames, so that quick curves stay round.
    for (const each of event.getCoalescedEvents?.() ?? []) add(each);
    add(event);
    draw();
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    svg.addEventListener(end, ({ pointerId }) => {
      if (pointerId !== drawing) return;
      drawing = null;
      keep();
    });
  box.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest('button');
    if (button === null) return;
    if (button.matches('[data-signature-undo]')) strokes = strokes.slice(0, -1);
    else if (button.matches('[data-signature-clear]')) strokes = [];
    else return;
    keep();
  });
  tell(strokes.length === 0 ? 'empty' : 'drawn');
}

/** What the page came with; the server checks what is sent. */
function read(text: string): number[][] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function pathOf(stroke: readonly number[]): string {
  const points: string[] = [];
  for (let at = 0; at < stroke.length; at += 2) points.push(`${stroke[at]} ${stroke[at + 1]}`);
  return `M${points.join('L')}${points.length === 1 ? `L${points[0]}` : ''}`;
}
