/** What stands below lines: of which field, and how it is added up. */
import type { DefinedField } from '#core/fields';
import { replaced, without } from '../model/places.ts';
import { SelectSetting } from './setting-controls.tsx';
import type { SpecialProps } from './special-props.ts';

interface Total {
  by: string;
  field?: string;
}

const ways = [
  { value: 'sum', label: '合計' },
  { value: 'average', label: '平均' },
  { value: 'min', label: '一番小さい値' },
  { value: 'max', label: '一番大きい値' },
  { value: 'count', label: '件数' },
];
const adds: readonly DefinedField['type'][] = [
  'number',
  'money',
  'formula',
  'score-choice',
  'date',
  'date-time',
  'time',
];

export function Totals({ field, words, set }: SpecialProps) {
  const totals = (field.options.totals as Total[] | undefined) ?? [];
  const settle = (next: Total[]) => set('totals', next.length === 0 ? undefined : next);
  const choices = (field.fields ?? [])
    .filter((one) => adds.includes(one.type))
    .map((one) => ({ value: one.code, label: one.label.ja }));
  return (
    <fieldset className="field">
      <legend>{words.label}</legend>
      {totals.map((total, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: totals have no name
        <div key={index} className="pair-row">
          <SelectSetting
            label="項目"
            value={total.field ?? ''}
            none="選んでください"
            choices={choices}
            onChange={(code) => settle(replaced(totals, index, { ...total, field: code || undefined }))}
          />
          <SelectSetting
            label="まとめ方"
            value={total.by}
            choices={ways}
            onChange={(by) => settle(replaced(totals, index, { ...total, by }))}
          />
          <button
            type="button"
            className="button button-quiet"
            onClick={() => settle(without(totals, index))}
          >
            やめる
          </button>
        </div>
      ))}
      {choices.length === 0 ? (
        <p className="quiet">数や金額の項目を1行に加えると、合計を出せます。</p>
      ) : (
        <button
          type="button"
          className="button button-quiet"
          onClick={() => settle([...totals, { by: 'sum', field: choices[0]?.value }])}
        >
          合計を加える
        </button>
      )}
    </fieldset>
  );
}
