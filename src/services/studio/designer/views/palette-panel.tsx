/** What may be put onto the form: pressed or dragged. */
import { useRef, useState } from 'react';
import type { FieldType } from '#core/fields';
import { refusal } from '../model/edit-fields.ts';
import { type Entry, findEntries, type Group, groups } from '../palette.ts';
import { useDesign } from './design-context.ts';
import { useDragSource } from './drag.ts';

export function PalettePanel() {
  const [search, setSearch] = useState('');
  const found = findEntries(search);
  const shown = (Object.keys(groups) as Group[]).flatMap((group) => {
    const entries = found.filter(([, one]) => one.group === group);
    return entries.length === 0 ? [] : [{ group, entries }];
  });
  return (
    <section className="type-palette" aria-labelledby="palette-title">
      <h2 id="palette-title">項目を選ぶ</h2>
      <p className="help">押すとフォームに加わります。引っぱって好きな所に置くこともできます。</p>
      <input
        type="search"
        aria-label="項目の種類を探す"
        placeholder="種類を探す（例：金額）"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {search.trim() === '' ? '' : `${found.length}種類あります。`}
      </p>
      {shown.length === 0 && (
        <p className="quiet">「{search}」に合う種類はありません。別の言葉で探してください。</p>
      )}
      {shown.map(({ group, entries }) => (
        <div key={group}>
          <h3 id={`palette-${group}`}>{groups[group]}</h3>
          <ul className="type-list" aria-labelledby={`palette-${group}`}>
            {entries.map(([type, one]) => (
              <PaletteItem key={type} what={type} label={one.label} help={one.help} entry={one} />
            ))}
          </ul>
        </div>
      ))}
      {search.trim() === '' && (
        <div>
          <h3 id="palette-texts">区切りと説明</h3>
          <ul className="type-list" aria-labelledby="palette-texts">
            <PaletteItem what="heading" label="見出し" help="項目のまとまりに名前を付けます" />
            <PaletteItem what="guidance" label="説明文" help="書き方の案内など" />
          </ul>
        </div>
      )}
    </section>
  );
}

interface ItemProps {
  what: FieldType | 'heading' | 'guidance';
  label: string;
  help: string;
  entry?: Entry;
}

function PaletteItem({ what, label, help, entry }: ItemProps) {
  const { body, add } = useDesign();
  const item = useRef<HTMLLIElement>(null);
  const dragging = useDragSource(item, { kind: 'new', what });
  const why = entry === undefined ? null : refusal(body, what as FieldType, false);
  return (
    <li ref={item} className="type-item" data-dragging={dragging || undefined} data-palette={what}>
      <span className="grip" aria-hidden="true" />
      <button type="button" onClick={() => add(what)} aria-disabled={why === null ? undefined : true}>
        <b>{label}</b>
        <span className="type-help">{why ?? help}</span>
      </button>
    </li>
  );
}
