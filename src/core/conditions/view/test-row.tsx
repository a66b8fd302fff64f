/** One condition: a field, what is asked, and what to fill in. */
import type { ReactNode } from 'react';
import { type Place, placeKey, withField, withOperator } from '../edit.ts';
import { type ConditionField, type Group, nothing, type Test } from '../model.ts';
import { operatorOf, operatorsFor } from '../operators.ts';
import type { Editing } from './editing.ts';
import { PickValues } from './pick-values.tsx';
import { TypedValue } from './typed-value.tsx';

interface Props extends Editing {
  test: Test;
  place: Place;
  depth: number;
  /** 条件2: what the controls are called by. */
  name: string;
  /** Where to go when it is taken away. */
  next: string;
  /** Draws the condition about a line. */
  lines(inner: {
    fields: readonly ConditionField[];
    group: Group;
    place: Place;
    depth: number;
    number: string;
  }): ReactNode;
}

export function TestRow({ test, place, depth, name, next, lines, ...editing }: Props) {
  const { fields, idBase, gaps, find, set, remove } = editing;
  const key = placeKey(place);
  const field = fields.find((one) => one.code === test.field);
  const operator = field === undefined ? undefined : operatorOf(field.kind, test.op);
  const gap = gaps.get(`/${place.join('/')}`);
  const gapId = `${idBase}${key}-gap`;
  const put = (values: readonly string[]) => set(place, { ...test, values });
  const described = gap === undefined ? undefined : gapId;
  return (
    <fieldset className="condition-test" aria-describedby={described}>
      <legend className="visually-hidden">{name}</legend>
      <div className="condition-row">
        <select
          aria-label={`${name}の項目`}
          data-place={`${key}-field`}
          value={field === undefined ? '' : test.field}
          onChange={(event) => {
            const chosen = fields.find((one) => one.code === event.target.value);
            if (chosen !== undefined) set(place, withField(test, chosen, field));
          }}
        >
          {field === undefined && <option value="">（項目を選びなおしてください）</option>}
          {fields.map((one) => (
            <option key={one.code} value={one.code}>
              {one.label}
            </option>
          ))}
        </select>
        {field !== undefined && (
          <select
            aria-label={`${name}の聞き方`}
            value={test.op}
            onChange={(event) => set(place, withOperator(test, event.target.value as Test['op'], field))}
          >
            {operatorsFor(field.kind).map(([id, { label }]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        )}
        {field !== undefined && operator !== undefined && operator.takes !== 'values' && (
          <TypedValue
            operator={operator}
            field={field}
            values={test.values}
            name={name}
            wrong={described}
            put={put}
          />
        )}
        <button
          type="button"
          className="button button-quiet condition-remove"
          aria-label={`${name}を消す`}
          onClick={() => remove(place, name, next)}
        >
          消す
        </button>
      </div>
      {field !== undefined && operator?.takes === 'values' && (
        <PickValues field={field} values={test.values} name={name} find={find} put={put} />
      )}
      {gap !== undefined && (
        <p className="error" id={gapId}>
          {gap}
        </p>
      )}
      {field !== undefined &&
        operator?.takes === 'where' &&
        lines({
          fields: field.fields ?? [],
          group: test.where ?? nothing,
          place: [...place, 'where'],
          depth: depth + 1,
          number: `${name}の行の`,
        })}
    </fieldset>
  );
}
