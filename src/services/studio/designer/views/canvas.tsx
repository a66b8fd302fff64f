/** The form in the middle: pages, and what stands on them. */
import { useRef } from 'react';
import { addPage, addText, moveItem, placeField } from '../model/edit-pages.ts';
import { fieldByCode, nameOf, type Page, sameTarget, unplaced } from '../model/places.ts';
import { palette } from '../palette.ts';
import { FieldCard, TextCard } from './card.tsx';
import { cardId, problemsOf, useDesign } from './design-context.ts';
import { useDropTarget } from './drag.ts';
import { Problems } from './problems.tsx';

export function Canvas() {
  const { body, edit } = useDesign();
  const { pages } = body.form;
  const loose = unplaced(body);
  return (
    <section className="canvas" aria-labelledby="canvas-title">
      <h2 id="canvas-title">フォーム</h2>
      {body.fields.length === 0 && <Empty />}
      {pages.map((page, index) => (
        <PageBlock key={page.id} page={page} at={index} />
      ))}
      {body.fields.length > 0 && (
        <p className="canvas-more">
          <button type="button" className="button button-quiet" onClick={() => edit(addPage)}>
            ページを加える
          </button>
        </p>
      )}
      {loose.length > 0 && (
        <div className="loose">
          <h3>フォームに出していない項目</h3>
          <p className="help">一覧や式では使えます。</p>
          <ul>
            {loose.map((field) => (
              <li key={field.id}>
                <FieldCard field={field} />
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => edit((now) => placeField(now, field.code, now.form.pages.length - 1))}
                >
                  「{nameOf(field)}」をフォームに置く
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Empty() {
  const { add } = useDesign();
  const box = useRef<HTMLDivElement>(null);
  const gap = useDropTarget(box, {
    accepts: (data) => data.kind === 'new',
    onDrop: (data) => data.kind === 'new' && add(data.what),
  });
  return (
    <div className="empty canvas-empty" ref={box} data-drop={gap === null ? undefined : 'in'}>
      <p>
        <b>まだ項目がありません。</b>
      </p>
      <p>
        記録したいことを一つずつ、「項目を選ぶ」から押すか、ここへ引っぱってきてください。はじめは、記録の名前になるもの（件名、品名、相手の名前など）がよいでしょう。
      </p>
      <p className="button-row">
        {(['text', 'date', 'choice'] as const).map((type) => (
          <button key={type} type="button" className="button button-quiet" onClick={() => add(type)}>
            「{palette[type].label}」を加える
          </button>
        ))}
      </p>
    </div>
  );
}

function PageBlock({ page, at }: { page: Page; at: number }) {
  const { body, design, problems, select } = useDesign();
  const target = { kind: 'page' as const, page: at };
  const chosen = sameTarget(design.selected, target);
  const several = body.form.pages.length > 1;
  return (
    <div className="page-block">
      <div className="page-title" data-chosen={chosen || undefined}>
        <h3>
          <button type="button" id={cardId(target)} aria-pressed={chosen} onClick={() => select(target)}>
            {several && <span className="quiet">{at + 1}ページ目</span>}{' '}
            {page.title.ja || '（名前のないページ）'}
          </button>
        </h3>
        {page.visible !== undefined && <span className="quiet">条件によって表示</span>}
      </div>
      {body.fields.length > 0 && <Problems problems={problemsOf(problems, target)} />}
      <ol className="cards">
        {page.items.map((item, index) => {
          const place = { page: at, index };
          if (!('field' in item)) {
            // biome-ignore lint/suspicious/noArrayIndexKey: texts have no other name than their place
            return <TextCard key={`text-${index}`} item={item} place={place} />;
          }
          const field = fieldByCode(body, item.field);
          return field === undefined ? null : (
            <li key={field.id}>
              <FieldCard field={field} place={place} />
            </li>
          );
        })}
        <PageEnd page={at} count={page.items.length} />
      </ol>
    </div>
  );
}

/** Below the last card, and all there is on an empty page. */
function PageEnd({ page, count }: { page: number; count: number }) {
  const { add, edit } = useDesign();
  const end = useRef<HTMLLIElement>(null);
  const spot = { page, index: count };
  const gap = useDropTarget(end, {
    accepts: (data) => data.kind === 'new' || data.kind === 'item',
    onDrop: (data) => {
      if (data.kind === 'item') edit((now) => moveItem(now, data, spot));
      else if (data.kind === 'new' && (data.what === 'heading' || data.what === 'guidance')) {
        const { what } = data;
        edit((now) => addText(now, what, spot));
      } else if (data.kind === 'new') add(data.what, spot);
    },
  });
  return (
    <li ref={end} className="page-end" data-drop={gap === null ? undefined : 'in'} aria-hidden="true">
      {count === 0 ? 'ここへ項目を置いてください' : ''}
    </li>
  );
}
