/** The process as a diagram: chosen, moved through and connected by mouse and by keyboard alike. Drawn with attributes only. */
import { curveBasis, line } from 'd3-shape';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNarrow } from '#ui/staff';
import { type Box, type Drawn, layOut, neighbour } from '../lay-out.ts';
import { addAct, type Picked, removeAct, removeState } from '../model.ts';
import { issuesAt, useEditing } from './editing.ts';

const curve = line<{ x: number; y: number }>()
  .x((one) => one.x)
  .y((one) => one.y)
  .curve(curveBasis);

const kindWords = { open: '', approval: '決裁', end: '終わり' } as const;

export function Diagram() {
  const { process, issues, picked, pick, step, say } = useEditing();
  const narrow = useNarrow();
  const drawn = useMemo(() => layOut(process, narrow), [process, narrow]);
  const svg = useRef<SVGSVGElement>(null);
  const [pulling, setPulling] = useState<Pulling | null>(null);
  /** Begun with the key C: the next state that Enter is pressed on is where it leads. */
  const [joining, setJoining] = useState<string | null>(null);
  const title = (id: string) => process.states.find((one) => one.id === id)?.title.ja ?? '';
  const focus = (id: string) =>
    svg.current?.querySelector<SVGGElement>(`[data-state="${CSS.escape(id)}"]`)?.focus();
  const connect = (from: string, to: string) => {
    setJoining(null);
    step((now) => addAct(now, from, to));
  };

  const pull = usePulling(svg, drawn, setPulling, connect);
  const keys = (event: React.KeyboardEvent, id: string) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key.startsWith('Arrow')) {
      const to = neighbour(drawn.boxes, id, key as 'ArrowLeft');
      if (to !== null) focus(to);
    } else if (key === 'Enter' || key === ' ') {
      if (joining !== null) connect(joining, id);
      else pick({ kind: 'state', id });
    } else if (key === 'c' || key === 'C') {
      if (process.states.find((one) => one.id === id)?.kind === 'approval') {
        say('決裁からは操作でつなげません。決裁・差戻し・廃案のあとの状態は、設定で選びます。');
        event.preventDefault();
        return;
      }
      setJoining(id);
      say(`「${title(id)}」からつなぎます。進む先の状態でEnterを押してください。Escでやめます。`);
    } else if (key === 'Escape' && joining !== null) {
      setJoining(null);
      say('つなぐのをやめました。');
    } else if (key === 'Delete' || key === 'Backspace') step((now) => removeState(now, id));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="process-drawing" data-joining={joining ?? undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing of buttons, not a group of form fields */}
      <svg
        ref={svg}
        role="group"
        aria-label="状態の図。矢印キーで移り、Enterで選び、Cで次の状態へつなぎます。"
        width={drawn.width}
        height={drawn.height}
        viewBox={`0 0 ${drawn.width} ${drawn.height}`}
      >
        <defs>
          <marker
            id="process-tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" className="process-tip" />
          </marker>
        </defs>
        {drawn.arrows.map((one) => {
          const act = one.act;
          const chosen = picked?.kind === 'act' && picked.id === act;
          const choose: Picked =
            act === undefined ? { kind: 'state', id: one.from } : { kind: 'act', id: act };
          const index = process.acts.findIndex((each) => each.id === act);
          const wrong = act !== undefined && issuesAt(issues, `work.process.acts[${index}]`).length > 0;
          return (
            <g
              key={one.key}
              className={act === undefined ? 'process-arrow process-arrow-end' : 'process-arrow'}
              data-act={act}
              data-chosen={chosen || undefined}
              data-wrong={wrong || undefined}
            >
              <path d={curve(one.points) ?? ''} markerEnd="url(#process-tip)" />
              {/* biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing */}
              <g
                role="button"
                tabIndex={0}
                aria-pressed={chosen}
                aria-label={`${title(one.from)}から${title(one.to)}へ：${one.text}${wrong ? '（直すところがあります）' : ''}`}
                onClick={() => pick(choose)}
                onKeyDown={(event) => {
                  if (event.nativeEvent.isComposing) return;
                  if (event.key === 'Enter' || event.key === ' ') pick(choose);
                  else if ((event.key === 'Delete' || event.key === 'Backspace') && act !== undefined)
                    step((now) => removeAct(now, act));
                  else return;
                  event.preventDefault();
                }}
              >
                <rect
                  x={one.label.x - one.label.width / 2}
                  y={one.label.y - 13}
                  width={one.label.width}
                  height={26}
                  rx={4}
                />
                <text x={one.label.x} y={one.label.y + 4}>
                  {one.text}
                </text>
              </g>
            </g>
          );
        })}
        {drawn.boxes.map((box, index) => {
          const { state } = box;
          const chosen = picked?.kind === 'state' && picked.id === state.id;
          const wrong = issuesAt(issues, `work.process.states[${index}]`).length > 0;
          return (
            // biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing
            <g
              key={state.id}
              role="button"
              tabIndex={0}
              className={`process-box process-box-${state.kind}`}
              data-state={state.id}
              data-chosen={chosen || undefined}
              data-wrong={wrong || undefined}
              data-target={pulling?.over === state.id || undefined}
              aria-pressed={chosen}
              aria-label={[
                state.title.ja || '名前のない状態',
                index === 0 ? 'はじめの状態' : kindWords[state.kind],
                wrong ? '直すところがあります' : '',
              ]
                .filter((part) => part !== '')
                .join('、')}
              onClick={() =>
                joining !== null && joining !== state.id
                  ? connect(joining, state.id)
                  : pick({ kind: 'state', id: state.id })
              }
              onKeyDown={(event) => keys(event, state.id)}
            >
              <BoxShape box={box} first={index === 0} wrong={wrong} />
              {state.kind !== 'approval' && (
                // biome-ignore lint/a11y/noStaticElementInteractions: pulled by the mouse only; the key C does the same
                <circle
                  className="process-handle"
                  cx={narrow ? box.x : box.x + box.width / 2}
                  cy={narrow ? box.y + box.height / 2 : box.y}
                  r={8}
                  onPointerDown={(event) => pull(event, box)}
                  onClick={(event) => event.stopPropagation()}
                />
              )}
            </g>
          );
        })}
        {pulling !== null && (
          <line
            className="process-pull"
            x1={pulling.from.x}
            y1={pulling.from.y}
            x2={pulling.x}
            y2={pulling.y}
            markerEnd="url(#process-tip)"
          />
        )}
      </svg>
    </div>
  );
}

function BoxShape({ box, first, wrong }: { box: Box; first: boolean; wrong: boolean }) {
  const { state, lines, x, y, width, height } = box;
  const small = first ? 'はじめ' : kindWords[state.kind];
  const top = y - ((lines.length - 1) * 20) / 2 + (small === '' ? 5 : -2);
  return (
    <>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={8} />
      {state.kind !== 'open' && (
        <rect
          className="process-inner"
          x={x - width / 2 + 4}
          y={y - height / 2 + 4}
          width={width - 8}
          height={height - 8}
          rx={5}
        />
      )}
      {lines.map((text, at) => (
        <text key={text} x={x} y={top + at * 20}>
          {text}
        </text>
      ))}
      {small !== '' && (
        <text className="process-small" x={x} y={top + lines.length * 20 - 4}>
          {small}
        </text>
      )}
      {wrong && (
        <path
          className="process-alert"
          d={`M${x - width / 2} ${y - height / 2 - 9}l10 17h-20Z`}
          fillRule="evenodd"
        />
      )}
    </>
  );
}

interface Pulling {
  from: { x: number; y: number };
  x: number;
  y: number;
  over: string | null;
}

/** From the small circle of one state to another: an act between the two. */
function usePulling(
  svg: React.RefObject<SVGSVGElement | null>,
  drawn: Drawn,
  set: (pulling: Pulling | null) => void,
  connect: (from: string, to: string) => void,
) {
  const stop = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return (event: React.PointerEvent, box: Box) => {
    if (event.button !== 0 || svg.current === null) return;
    event.preventDefault();
    event.stopPropagation();
    const element = svg.current;
    const at = (move: PointerEvent) => {
      const area = element.getBoundingClientRect();
      return { x: move.clientX - area.left, y: move.clientY - area.top };
    };
    const over = ({ x, y }: { x: number; y: number }) =>
      drawn.boxes.find(
        (one) => Math.abs(one.x - x) <= one.width / 2 && Math.abs(one.y - y) <= one.height / 2 && one !== box,
      )?.state.id ?? null;
    const move = (moved: PointerEvent) => {
      const place = at(moved);
      set({ from: box, ...place, over: over(place) });
    };
    const end = (ended: PointerEvent) => {
      const to = over(at(ended));
      stop.current?.();
      if (ended.type === 'pointerup' && to !== null) connect(box.state.id, to);
    };
    stop.current = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      set(null);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  };
}
