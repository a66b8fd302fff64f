/** What stands on a page, as a card: what it is, roughly how it looks, its tools when it is chosen. */
import { type ReactNode, useRef } from 'react';
import type { DefinedField } from '#core/fields';
import { moveLine } from '../model/edit-fields.ts';
import { moveItem } from '../model/edit-pages.ts';
import { type Item, itemName, nameOf, sameTarget, type Target } from '../model/places.ts';
import { palette } from '../palette.ts';
import { CardTools } from './card-tools.tsx';
import { cardId, problemsOf, useDesign } from './design-context.ts';
import { type Dragged, type Gap, useDragSource, useDropTarget } from './drag.ts';
import { Problems } from './problems.tsx';
import { Sketch } from './sketch.tsx';
import { useCardKeys } from './use-card-keys.ts';

type Place = { page: number; index: number };

export function FieldCard({ field, place }: { field: DefinedField; place?: Place }) {
  const { add, edit } = useDesign();
  const target: Target = { kind: 'field', id: field.id };
  const { required } = field;
  return (
    <Card
      target={target}
      name={nameOf(field)}
      kind={palette[field.type]?.label ?? field.type}
      place={place}
      marks={
        <>
          {required !== undefined && required !== false && (
            <span className="card-mark card-required">{required === true ? '必須' : '条件により必須'}</span>
          )}
          {field.visible !== undefined && <span className="card-mark">条件により表示</span>}
        </>
      }
      dragged={place === undefined ? undefined : { kind: 'item', ...place }}
      accepts={(data) => place !== undefined && (data.kind === 'item' || data.kind === 'new')}
      onDrop={(data, gap) => {
        if (place === undefined) return;
        const spot = { page: place.page, index: place.index + (gap === 'after' ? 1 : 0) };
        if (data.kind === 'item') edit((now) => moveItem(now, data, spot));
        else if (data.kind === 'new') add(data.what, spot);
      }}
    >
      {field.help?.ja && <p className="card-help">{field.help.ja}</p>}
      <Sketch field={field} />
      {field.type === 'lines' && <LineCards lines={field} />}
    </Card>
  );
}

export function TextCard({ item, place }: { item: Item; place: Place }) {
  const { body, add, edit } = useDesign();
  const text = 'heading' in item ? item.heading.ja : 'guidance' in item ? item.guidance.ja : '';
  return (
    <li>
      <Card
        target={{ kind: 'text', ...place }}
        name={itemName(body, item)}
        kind={'heading' in item ? '見出し' : '説明文'}
        place={place}
        dragged={{ kind: 'item', ...place }}
        accepts={(data) => data.kind === 'item' || data.kind === 'new'}
        onDrop={(data, gap) => {
          const spot = { page: place.page, index: place.index + (gap === 'after' ? 1 : 0) };
          if (data.kind === 'item') edit((now) => moveItem(now, data, spot));
          else if (data.kind === 'new') add(data.what, spot);
        }}
      >
        <p className={'heading' in item ? 'card-heading' : 'card-guidance'}>{text}</p>
      </Card>
    </li>
  );
}

/** The fields of one line, in their own order. */
function LineCards({ lines }: { lines: DefinedField }) {
  const { add, edit, say } = useDesign();
  const box = useRef<HTMLDivElement>(null);
  const fields = lines.fields ?? [];
  const accepts = (data: Dragged) => data.kind === 'new' || (data.kind === 'line' && data.lines === lines.id);
  const put = (data: Dragged, index: number) => {
    if (data.kind === 'line') edit((now) => moveLine(now, data, index));
    else if (data.kind === 'new' && data.what !== 'heading' && data.what !== 'guidance')
      add(data.what, { lines: lines.id, index });
    else say('見出しと説明文は、明細の中には置けません。');
  };
  const gap = useDropTarget(box, { accepts, onDrop: (data) => put(data, fields.length) });
  return (
    <div className="line-cards" ref={box} data-drop={gap === null ? undefined : 'in'}>
      <p className="quiet">1行の項目（ここへも置けます）</p>
      <ol>
        {fields.map((field, index) => (
          <li key={field.id}>
            <Card
              target={{ kind: 'line', lines: lines.id, id: field.id }}
              name={nameOf(field)}
              kind={palette[field.type]?.label ?? field.type}
              marks={field.required === true && <span className="card-mark card-required">必須</span>}
              dragged={{ kind: 'line', lines: lines.id, id: field.id, index }}
              accepts={accepts}
              onDrop={(data, where) => put(data, index + (where === 'after' ? 1 : 0))}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface CardProps {
  target: Target;
  name: string;
  kind: string;
  place?: Place;
  marks?: ReactNode;
  dragged?: Dragged;
  accepts(data: Dragged): boolean;
  onDrop(data: Dragged, gap: Gap): void;
  children?: ReactNode;
}

function Card({ target, name, kind, marks, dragged, accepts, onDrop, children }: CardProps) {
  const { design, problems, select } = useDesign();
  const card = useRef<HTMLDivElement>(null);
  const dragging = useDragSource(card, dragged ?? { kind: 'row', list: 'none', index: 0 });
  const gap = useDropTarget(card, { accepts, onDrop });
  const keys = useCardKeys(target);
  const chosen = sameTarget(design.selected, target);
  const wrong = problemsOf(problems, target);
  return (
    <div
      ref={card}
      className="card"
      data-chosen={chosen || undefined}
      data-wrong={wrong.some((one) => one.level === 'error') || undefined}
      data-dragging={dragging || undefined}
      data-drop={gap ?? undefined}
    >
      <div className="card-head">
        <span className="grip" aria-hidden="true" />
        <button
          type="button"
          id={cardId(target)}
          className="card-main"
          data-card=""
          aria-pressed={chosen}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
          onClick={() => select(target)}
          onKeyDown={keys}
        >
          <span className="card-label">{name}</span>
          <span className="card-type">{kind}</span>
        </button>
        {marks}
      </div>
      <Problems problems={wrong} />
      {children}
      {chosen && <CardTools target={target} name={name} />}
    </div>
  );
}
