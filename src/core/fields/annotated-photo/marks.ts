/**
 * 書込み on a photo: what was drawn stands beside the file, never in it, so that it can be changed and the original stays.
 * Places are whole ten-thousandths of the picture's width and height. Pure.
 */

export const whole = 10_000;
export const maxMarks = 60;
export const maxPoints = 3000;
export const maxText = 60;
export const markColours = { red: '#ec0000', yellow: '#ffd43d', blue: '#0017c1', white: '#ffffff' } as const;
export type MarkColour = keyof typeof markColours;

export type Mark =
  /** Freehand: `[x, y, x, y, …]`. */
  | { kind: 'draw'; colour: MarkColour; points: number[] }
  /** Points to its end. */
  | { kind: 'arrow'; colour: MarkColour; points: [number, number, number, number] }
  /** Its left end stands in the middle of the line's height. */
  | { kind: 'text'; colour: MarkColour; points: [number, number]; text: string }
  /** What nobody may recognise: two opposite corners. */
  | { kind: 'blur'; points: [number, number, number, number] };
export type MarkKind = Mark['kind'];

const numbersOf: Record<MarkKind, number | null> = { draw: null, arrow: 4, text: 2, blur: 4 };

export function isMarks(value: unknown): value is Mark[] {
  if (!Array.isArray(value) || value.length > maxMarks) return false;
  let numbers = 0;
  for (const mark of value) {
    if (!isMark(mark)) return false;
    numbers += mark.points.length;
  }
  return numbers <= 2 * maxPoints;
}

function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, colour, points, text, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || typeof kind !== 'string' || !Object.hasOwn(numbersOf, kind))
    return false;
  const wanted = numbersOf[kind as MarkKind];
  if (!Array.isArray(points) || points.length < 2 || points.length % 2 === 1) return false;
  if (wanted !== null && points.length !== wanted) return false;
  if (!points.every((one) => Number.isInteger(one) && one >= 0 && one <= whole)) return false;
  if (kind === 'blur' ? colour !== undefined : !isColour(colour)) return false;
  return kind === 'text' ? isText(text) : text === undefined;
}

const isColour = (value: unknown): boolean => typeof value === 'string' && Object.hasOwn(markColours, value);
const isText = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= maxText &&
  !/\p{Cc}|\p{Cs}/u.test(value);

/** What the editor wrote into its hidden control for one file; null where it is not that. */
export function readMarks(text: string): { file: string; marks: Mark[] } | null {
  if (text.length > 60_000) return null;
  try {
    const { file, marks } = JSON.parse(text) as { file?: unknown; marks?: unknown };
    return typeof file === 'string' && isMarks(marks) ? { file, marks } : null;
  } catch {
    return null;
  }
}

export type Shape =
  | { kind: 'line'; path: string; colour: string; width: number }
  | { kind: 'text'; x: number; y: number; size: number; text: string; colour: string; edge: string }
  | { kind: 'blur'; x: number; y: number; width: number; height: number };

/** The marks in pixels of a picture of this size: the editor and the server draw the same. */
export function shapesOf(marks: readonly Mark[], width: number, height: number): Shape[] {
  const side = Math.max(width, height);
  const thick = Math.max(2, Math.round(side / 200));
  const x = (value: number) => Math.round((value / whole) * width);
  const y = (value: number) => Math.round((value / whole) * height);
  return marks.map((mark): Shape => {
    if (mark.kind === 'blur') {
      const [x1, y1, x2, y2] = mark.points;
      const [left, top] = [Math.min(x(x1), x(x2)), Math.min(y(y1), y(y2))];
      const [right, bottom] = [Math.max(x(x1), x(x2)), Math.max(y(y1), y(y2))];
      return { kind: 'blur', x: left, y: top, width: right - left, height: bottom - top };
    }
    const colour = markColours[mark.colour];
    if (mark.kind === 'text') {
      const edge = mark.colour === 'yellow' || mark.colour === 'white' ? '#1a1a1a' : '#ffffff';
      const size = Math.max(14, Math.round(side / 28));
      return {
        kind: 'text',
        x: x(mark.points[0]),
        y: y(mark.points[1]),
        size,
        text: mark.text,
        colour,
        edge,
      };
    }
    const points = mark.points.map((value, at) => (at % 2 === 0 ? x(value) : y(value)));
    const path = mark.kind === 'arrow' ? arrowPath(points, thick * 5) : linePath(points);
    return { kind: 'line', path, colour, width: thick };
  });
}

function linePath(points: readonly number[]): string {
  const pairs: string[] = [];
  for (let at = 0; at < points.length; at += 2) pairs.push(`${points[at]} ${points[at + 1]}`);
  // A dot is a line without length, which round ends make visible.
  return `M${pairs.length === 1 ? `${pairs[0]}L${pairs[0]}` : pairs.join('L')}`;
}

function arrowPath([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[], head: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (turn: number) =>
    `${Math.round(x2 - head * Math.cos(angle + turn))} ${Math.round(y2 - head * Math.sin(angle + turn))}`;
  return `M${x1} ${y1}L${x2} ${y2}M${wing(0.5)}L${x2} ${y2}L${wing(-0.5)}`;
}
