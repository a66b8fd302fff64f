/** What can be done with the chosen card, as buttons: everything that dragging and keys do. */
import { copyField } from '../model/edit-fields.ts';
import { moveItem } from '../model/edit-pages.ts';
import type { Target } from '../model/places.ts';
import { useDesign } from './design-context.ts';
import { LinesTools } from './lines-tools.tsx';
import { moveBy, placeOfTarget, removeTarget } from './move-target.ts';

export function CardTools({ target, name }: { target: Target; name: string }) {
  const { body, edit } = useDesign();
  const place = placeOfTarget(body, target);
  const pages = body.form.pages;
  return (
    <fieldset className="card-tools">
      <legend className="visually-hidden">「{name}」を動かす</legend>
      <button type="button" onClick={() => edit((now) => moveBy(now, target, -1))}>
        上へ
      </button>
      <button type="button" onClick={() => edit((now) => moveBy(now, target, 1))}>
        下へ
      </button>
      {place !== null && pages.length > 1 && (
        <select
          aria-label="別のページへ"
          value=""
          onChange={(event) => {
            const page = Number(event.target.value);
            edit((now) => moveItem(now, place, { page, index: now.form.pages[page]?.items.length ?? 0 }));
          }}
        >
          <option value="">別のページへ…</option>
          {pages.map((page, index) =>
            index === place.page ? null : (
              <option key={page.id} value={index}>
                {page.title.ja}
              </option>
            ),
          )}
        </select>
      )}
      <LinesTools target={target} />
      {target.kind !== 'text' && (
        <button type="button" onClick={() => edit((now, id) => copyField(now, target, id))}>
          写しを作る
        </button>
      )}
      <button type="button" className="card-remove" onClick={() => edit((now) => removeTarget(now, target))}>
        消す
      </button>
    </fieldset>
  );
}
