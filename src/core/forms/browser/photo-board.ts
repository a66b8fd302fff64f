/** The picture one draws on: pointers and keys become marks, marks become shapes over the original. */
import { isMarks, type Mark, type MarkColour, type MarkKind, type Shape, shapesOf } from '#core/fields';

const whole = 10_000;
/** Between two points of a line: less says nothing, and a long hesitation would fill the value. */
const leastStep = 25;
/** Of the cursor that keys move. */
const keySteps = { coarse: 200, fine: 50 };

export interface BoardOptions {
  source: string;
  label: string;
  marks: readonly Mark[];
  tool(): MarkKind;
  colour(): MarkColour;
  text(): string;
  /** A text is to be placed and none is written yet. */
  askText(): void;
  full(): void;
}

export interface Board {
  element: HTMLElement;
  marks(): Mark[];
  undo(): void;
  clear(): void;
}

export function photoBoard(options: BoardOptions): Board {
  let marks = [...options.marks];
  /** What is being drawn, and by which pointer (-1: by keys). */
  let current: { pointer: number; from: [number, number]; points: number[] } | null = null;
  let cursor: [number, number] = [whole / 2, whole / 2];
  const frame = document.createElement('div');
  frame.className = 'photo-board';
  const image = document.createElement('img');
  image.alt = '';
  image.src = options.source;
  const svg = node('svg', { role: 'application', tabindex: '0', 'aria-label': options.label });
  frame.append(image, svg);

  const size = () => [image.naturalWidth || 1600, image.naturalHeight || 1200] as const;
  const draw = (): void => {
    const [width, height] = size();
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const made = current === null ? null : markOf(current.from, current.points);
    const shapes = shapesOf(made === null ? marks : [...marks, made], width, height);
    const pointer = node('circle', {
      class: 'photo-board-cursor',
      cx: String((cursor[0] / whole) * width),
      cy: String((cursor[1] / whole) * height),
      r: String(Math.max(width, height) / 60),
    });
    svg.replaceChildren(...shapes.map(shapeNode), pointer);
  };

  const markOf = (from: [number, number], points: number[]): Mark | null => {
    const [kind, colour] = [options.tool(), options.colour()];
    const to: [number, number] = [points.at(-2) ?? from[0], points.at(-1) ?? from[1]];
    if (kind === 'draw') return { kind, colour, points: [...from, ...points] };
    if (kind === 'text') return { kind, colour, points: from, text: options.text() };
    if (from[0] === to[0] && from[1] === to[1]) return null;
    return kind === 'arrow'
      ? { kind, colour, points: [...from, ...to] }
      : { kind: 'blur', points: [...from, ...to] };
  };

  const begin = (pointer: number, at: [number, number]): void => {
    if (options.tool() === 'text' && options.text() === '') {
      options.askText();
      return;
    }
    current = { pointer, from: at, points: [] };
    if (options.tool() === 'text') end();
    else draw();
  };
  const move = (at: [number, number]): void => {
    if (current === null) return;
    const [x, y] = [current.points.at(-2) ?? current.from[0], current.points.at(-1) ?? current.from[1]];
    if (Math.hypot(at[0] - x, at[1] - y) < leastStep) return;
    current.points = options.tool() === 'draw' ? [...current.points, ...at] : [...at];
    draw();
  };
  const end = (): void => {
    const mark = current === null ? null : markOf(current.from, current.points);
    current = null;
    if (mark !== null && isMarks([...marks, mark])) marks = [...marks, mark];
    else if (mark !== null) options.full();
    draw();
  };

  const placeOf = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const within = (value: number): number => Math.min(whole, Math.max(0, Math.round(value * whole)));
    return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
  };
  svg.addEventListener('pointerdown', (event) => {
    if (current !== null || event.button !== 0) return;
    // The text box keeps the focus: one writes, presses, and writes the next.
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    begin(event.pointerId, placeOf(event));
  });
  svg.addEventListener('pointermove', (event) => {
    if (event.pointerId === current?.pointer) move(placeOf(event));
  });
  for (const kind of ['pointerup', 'pointercancel'] as const)
    svg.addEventListener(kind, ({ pointerId }) => {
      if (pointerId === current?.pointer) end();
    });
  svg.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if (way !== undefined) {
      const step = event.shiftKey ? keySteps.fine : keySteps.coarse;
      const within = (value: number): number => Math.min(whole, Math.max(0, value));
      cursor = [within(cursor[0] + way[0] * step), within(cursor[1] + way[1] * step)];
      if (current === null) draw();
      else move(cursor);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (current === null) begin(-1, cursor);
      else end();
    } else if (event.key === 'Escape' && current !== null) {
      // Only the mark that is being drawn; a second press closes the dialog.
      current = null;
      draw();
    } else return;
    event.preventDefault();
  });
  image.addEventListener('load', draw);
  draw();
  return {
    element: frame,
    marks: () => marks,
    undo() {
      marks = marks.slice(0, -1);
      draw();
    },
    clear() {
      marks = [];
      draw();
    },
  };
}

/** The marks alone, to lie over a picture of this size. */
export function marksLayer(marks: readonly Mark[], width: number, height: number): SVGSVGElement {
  const svg = node('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  svg.append(...shapesOf(marks, width, height).map(shapeNode));
  return svg;
}

const ways: Record<string, [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function shapeNode(shape: Shape): SVGElement {
  if (shape.kind === 'blur') {
    const { x, y, width, height } = shape;
    return node('rect', {
      class: 'photo-board-blur',
      x: String(x),
      y: String(y),
      width: String(width),
      height: String(height),
    });
  }
  if (shape.kind === 'line')
    return node('path', {
      d: shape.path,
      fill: 'none',
      stroke: shape.colour,
      'stroke-width': String(shape.width),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    });
  const made = node('text', {
    x: String(shape.x),
    y: String(shape.y),
    'font-size': String(shape.size),
    fill: shape.colour,
    stroke: shape.edge,
    'stroke-width': String(shape.size / 5),
    'paint-order': 'stroke',
    'dominant-baseline': 'central',
  });
  made.textContent = shape.text;
  return made;
}

function node<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
