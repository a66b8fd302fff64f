/** Options that name another work app and its fields. */
import type { DefinedField } from '#core/fields';
import { replaced, without } from '../model/places.ts';
import type { OtherAppInfo } from '../model.ts';
import { useDesign } from './design-context.ts';
import { CheckSetting, SelectSetting, SomeSetting } from './setting-controls.tsx';
import type { SpecialProps } from './special-props.ts';

const unset = '選んでください';

function useOther(field: DefinedField): OtherAppInfo | undefined {
  const { surroundings } = useDesign();
  return surroundings.apps.find((one) => one.id === field.options.app);
}

const asChoices = (fields: OtherAppInfo['fields']) =>
  fields.map(({ code, label }) => ({ value: code, label }));

export function AppSetting({ field, words, known, onChange }: SpecialProps) {
  const { surroundings } = useDesign();
  const fixed = known && field.type === 'reference';
  const choices = surroundings.apps.map((one) => ({ value: one.id, label: one.title }));
  if (surroundings.apps.length === 0)
    return (
      <p className="note">
        つなげられる業務アプリがまだありません。公開された業務アプリで、あなたが見られるものを選べます。
      </p>
    );
  return (
    <SelectSetting
      label={words.label}
      help={words.help}
      value={String(field.options.app ?? '')}
      none={unset}
      choices={fixed ? choices.filter((one) => one.value === field.options.app) : choices}
      onChange={(app) => {
        // Names of fields of one app mean nothing in another.
        const { by: _b, match: _m, sort: _s, detail: _d, ...rest } = field.options;
        const { type } = field;
        onChange({
          ...rest,
          app,
          ...(type === 'lookup' ? { key: '', copy: [] } : type === 'related' ? { by: '', show: [] } : {}),
        });
      }}
    />
  );
}

export function TheirField({ field, name, words, onChange }: SpecialProps) {
  const other = useOther(field);
  if (other === undefined) return null;
  return (
    <SelectSetting
      label={words.label}
      help={words.help}
      value={String(field.options[name] ?? '')}
      none={unset}
      choices={asChoices(other.fields.filter((one) => one.type !== 'lines' && one.type !== 'related'))}
      onChange={(code) => onChange({ ...field.options, [name]: code })}
    />
  );
}

export function TheirFields({ field, name, words, onChange }: SpecialProps) {
  const other = useOther(field);
  if (other === undefined) return null;
  return (
    <div className="long-choices">
      <SomeSetting
        label={words.label}
        help={words.help}
        value={(field.options[name] as string[] | undefined) ?? []}
        choices={asChoices(other.fields.filter((one) => one.type !== 'lines' && one.type !== 'related'))}
        onChange={(codes) => onChange({ ...field.options, [name]: codes })}
      />
    </div>
  );
}

/** Related records: those that point here by a reference, or those that hold the same value. */
export function ShownBy({ field, words, onChange }: SpecialProps) {
  const { body } = useDesign();
  const other = useOther(field);
  if (other === undefined) return null;
  const { by, match } = field.options as { by?: string; match?: { own: string; theirs: string } };
  const pointing = other.fields.filter((one) => one.type === 'reference' && one.app === body.id);
  const settle = (next: object) => {
    const { by: _b, match: _m, ...rest } = field.options;
    onChange({ ...rest, ...next });
  };
  const own = body.fields
    .filter((one) => one.id !== field.id && one.type !== 'lines' && one.type !== 'related')
    .map((one) => ({ value: one.code, label: one.label.ja }));
  return (
    <>
      <SelectSetting
        label={words.label}
        value={match === undefined ? `by:${by ?? ''}` : 'match'}
        choices={[
          ...(by ? [] : [{ value: 'by:', label: unset }]),
          ...pointing.map((one) => ({
            value: `by:${one.code}`,
            label: `相手の「${one.label}」がこの記録を指す`,
          })),
          { value: 'match', label: '同じ値を持つ' },
        ]}
        onChange={(way) =>
          settle(way === 'match' ? { match: { own: own[0]?.value ?? '', theirs: '' } } : { by: way.slice(3) })
        }
      />
      {match !== undefined && (
        <div className="pair-row">
          <SelectSetting
            label="こちらの項目"
            value={match.own}
            none={unset}
            choices={own}
            onChange={(code) => settle({ match: { ...match, own: code } })}
          />
          <SelectSetting
            label="相手の項目"
            value={match.theirs}
            none={unset}
            choices={asChoices(other.fields)}
            onChange={(code) => settle({ match: { ...match, theirs: code } })}
          />
        </div>
      )}
    </>
  );
}

export function SortSetting({ field, words, set }: SpecialProps) {
  const other = useOther(field);
  if (other === undefined) return null;
  const sort = field.options.sort as { field: string; descending?: boolean } | undefined;
  return (
    <>
      <SelectSetting
        label={words.label}
        value={sort?.field ?? ''}
        none="新しい順"
        choices={asChoices(other.fields)}
        onChange={(code) => set('sort', code === '' ? undefined : { ...sort, field: code })}
      />
      {sort !== undefined && (
        <CheckSetting
          label="大きい順・新しい順"
          value={sort.descending ?? false}
          onChange={(descending) => set('sort', { ...sort, descending })}
        />
      )}
    </>
  );
}

interface Copy {
  from: string;
  to: string;
  locked?: boolean;
}

/** Which field there fills which field here. */
export function Copies({ field, words, onChange }: SpecialProps) {
  const { body } = useDesign();
  const other = useOther(field);
  if (other === undefined) return null;
  const copies = (field.options.copy as Copy[] | undefined) ?? [];
  const settle = (copy: Copy[]) => onChange({ ...field.options, copy });
  const own = body.fields
    .filter((one) => one.id !== field.id && one.type !== 'lines' && one.type !== 'formula')
    .map((one) => ({ value: one.code, label: one.label.ja }));
  return (
    <fieldset className="field">
      <legend>{words.label}</legend>
      {copies.map((copy, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: copies have no name
        <div key={index} className="pair-row">
          <SelectSetting
            label="相手の項目"
            value={copy.from}
            none={unset}
            choices={asChoices(other.fields)}
            onChange={(from) => settle(replaced(copies, index, { ...copy, from }))}
          />
          <SelectSetting
            label="写す先"
            value={copy.to}
            none={unset}
            choices={own}
            onChange={(to) => settle(replaced(copies, index, { ...copy, to }))}
          />
          <CheckSetting
            label="写した後は直せない"
            value={copy.locked ?? false}
            onChange={(locked) => settle(replaced(copies, index, { ...copy, locked: locked || undefined }))}
          />
          <button
            type="button"
            className="button button-quiet"
            onClick={() => settle(without(copies, index))}
          >
            やめる
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button button-quiet"
        onClick={() => settle([...copies, { from: '', to: '' }])}
      >
        写す項目を加える
      </button>
    </fieldset>
  );
}
