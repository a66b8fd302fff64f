/** Settings of what is chosen. */
import { changePage, changeText } from '../model/edit-pages.ts';
import { fieldOf, type Target } from '../model/places.ts';
import { problemsOf, useDesign } from './design-context.ts';
import { FieldSettings } from './field-settings.tsx';
import { FormulaSetting } from './formula-setting.tsx';
import { moveBy, removeTarget } from './move-target.ts';
import { Problems } from './problems.tsx';
import { TextSetting } from './setting-controls.tsx';

export function SettingsPanel() {
  const { design, problems, body } = useDesign();
  const { selected } = design;
  const field = fieldOf(body, selected);
  const general = problems.filter((one) => one.target === null);
  return (
    <section className="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">設定</h2>
      {body.fields.length > 0 && <Problems problems={general} />}
      {selected === null ? (
        <p className="quiet">フォームの項目を選ぶと、ここで名前や決まりを変えられます。</p>
      ) : (
        <>
          <Problems problems={problemsOf(problems, selected)} />
          {field !== undefined && (selected.kind === 'field' || selected.kind === 'line') ? (
            <FieldSettings key={JSON.stringify(selected)} field={field} target={selected} />
          ) : selected.kind === 'page' ? (
            <PageSettings key={selected.page} at={selected.page} />
          ) : (
            selected.kind === 'text' && <TextSettings key={JSON.stringify(selected)} target={selected} />
          )}
        </>
      )}
    </section>
  );
}

function PageSettings({ at }: { at: number }) {
  const { body, edit } = useDesign();
  const page = body.form.pages[at];
  if (page === undefined) return null;
  const target: Target = { kind: 'page', page: at };
  return (
    <>
      <TextSetting
        label="ページの名前"
        value={page.title.ja}
        onChange={(ja) => edit((now) => changePage(now, at, { title: { ...page.title, ja } }))}
      />
      <TextSetting
        label="はじめの説明"
        optional
        lines={3}
        value={page.lead?.ja ?? ''}
        onChange={(ja) =>
          edit((now) => changePage(now, at, { lead: ja === '' ? undefined : { ...page.lead, ja } }))
        }
      />
      {at > 0 && (
        <FormulaSetting
          name="page-visible"
          label="このページを出す条件"
          help="空なら、いつも出します。"
          value={page.visible ?? ''}
          onChange={(visible) => edit((now) => changePage(now, at, { visible: visible || undefined }))}
        />
      )}
      {body.form.pages.length > 1 && (
        <p className="button-row">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => edit((now) => moveBy(now, target, -1))}
          >
            前へ動かす
          </button>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => edit((now) => moveBy(now, target, 1))}
          >
            後ろへ動かす
          </button>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => edit((now) => removeTarget(now, target))}
          >
            このページを消す（項目は残ります）
          </button>
        </p>
      )}
    </>
  );
}

function TextSettings({ target }: { target: Target & { kind: 'text' } }) {
  const { body, edit } = useDesign();
  const item = body.form.pages[target.page]?.items[target.index];
  if (item === undefined || 'field' in item) return null;
  if ('heading' in item)
    return (
      <TextSetting
        label="見出し"
        value={item.heading.ja}
        onChange={(ja) => edit((now) => changeText(now, target, { heading: { ...item.heading, ja } }))}
      />
    );
  return (
    <>
      <TextSetting
        label="説明文"
        lines={5}
        value={item.guidance.ja}
        onChange={(ja) =>
          edit((now) => changeText(now, target, { ...item, guidance: { ...item.guidance, ja } }))
        }
      />
      <FormulaSetting
        name="text-visible"
        label="この文を出す条件"
        help="空なら、いつも出します。"
        value={item.visible ?? ''}
        onChange={(visible) => {
          const { visible: _, ...rest } = item;
          edit((now) => changeText(now, target, visible === '' ? rest : { ...rest, visible }));
        }}
      />
    </>
  );
}
