/** Where the states and acts of a process stand in its diagram. Nothing of it is kept: the same process always looks the same. Pure. */
import { graphlib, layout } from '@dagrejs/dagre';
import type { ProcessState, RecordProcess } from '#core/definitions';

export interface Box {
  state: ProcessState;
  lines: string[];
  /** Of the middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Arrow {
  key: string;
  /** Absent: what an approval ends with. */
  act?: string;
  from: string;
  to: string;
  text: string;
  points: { x: number; y: number }[];
  label: { x: number; y: number; width: number };
}

export interface Drawn {
  width: number;
  height: number;
  boxes: Box[];
  arrows: Arrow[];
}

const glyph = 14;
const perLine = 8;

/** A title in at most two lines. */
export function linesOf(title: string): string[] {
  const all = [...title];
  if (all.length <= perLine) return [title];
  const rest = all.slice(perLine);
  const second = rest.length <= perLine ? rest.join('') : `${rest.slice(0, perLine - 1).join('')}…`;
  return [all.slice(0, perLine).join(''), second];
}

const ends = [
  ['decided', '決裁'],
  ['sentBack', '差戻し'],
  ['dropped', '廃案'],
] as const;

/** `down` for narrow screens. */
export function layOut(process: RecordProcess, down: boolean): Drawn {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: down ? 'TB' : 'LR',
    nodesep: down ? 24 : 36,
    edgesep: 24,
    ranksep: down ? 34 : 26,
    marginx: 24,
    marginy: 24,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(process.states.map((one) => one.id));
  for (const one of process.states) {
    const lines = linesOf(one.title.ja || '（名前なし）');
    const longest = Math.max(...lines.map((line) => [...line].length), 4);
    graph.setNode(one.id, { width: longest * glyph + 40, height: 34 + lines.length * 20 });
  }
  const wanted = arrowsOf(process).filter((one) => known.has(one.from) && known.has(one.to));
  for (const one of wanted)
    graph.setEdge(
      one.from,
      one.to,
      { width: [...one.text].length * 13 + 12, height: 26, labelpos: 'c' },
      one.key,
    );
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    boxes: process.states.map((state) => {
      const at = graph.node(state.id) as { x: number; y: number; width: number; height: number };
      return { state, lines: linesOf(state.title.ja || '（名前なし）'), ...at };
    }),
    arrows: wanted.map((one) => {
      const edge = graph.edge({ v: one.from, w: one.to, name: one.key }) as {
        points: { x: number; y: number }[];
        x: number;
        y: number;
        width: number;
      };
      return { ...one, points: edge.points, label: { x: edge.x, y: edge.y, width: edge.width } };
    }),
  };
}

function arrowsOf({ states, acts }: RecordProcess): Omit<Arrow, 'points' | 'label'>[] {
  return [
    ...acts.flatMap((one) =>
      one.from.map((from) => ({
        key: `${one.id}/${from}`,
        act: one.id,
        from,
        to: one.to,
        text: shortened(one.title.ja || '（名前なし）'),
      })),
    ),
    ...states.flatMap((state) =>
      ends.flatMap(([end, text]) => {
        const to = state.approval?.[end] ?? '';
        return to === '' ? [] : [{ key: `${state.id}/${end}`, from: state.id, to, text }];
      }),
    ),
  ];
}

const shortened = (text: string): string =>
  [...text].length > 9 ? `${[...text].slice(0, 8).join('')}…` : text;

/** The box nearest in a direction, for the arrow keys. */
export function neighbour(
  boxes: readonly Box[],
  from: string,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): string | null {
  const here = boxes.find((one) => one.state.id === from);
  if (here === undefined) return null;
  const along = key === 'ArrowLeft' || key === 'ArrowRight' ? 'x' : 'y';
  const across = along === 'x' ? 'y' : 'x';
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  let best: { id: string; far: number } | null = null;
  for (const one of boxes) {
    const ahead = (one[along] - here[along]) * sign;
    if (one === here || ahead <= 4) continue;
    const far = ahead + 2 * Math.abs(one[across] - here[across]);
    if (best === null || far < best.far) best = { id: one.state.id, far };
  }
  return best?.id ?? null;
}
