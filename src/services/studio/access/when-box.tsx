/** For which records a rule holds: all of them, or those that meet a condition. */

import { useState } from 'react';
import type { ConditionField } from '#core/conditions';
import { ConditionBuilder } from '#core/conditions.view';
import type { Field } from '#core/fields';
import { FormulaEditor } from '#core/formula-editor.view';
import { Glyph } from '#ui/staff';

interface Props {
  name: string;
  when: string | undefined;
  fields: readonly Field[];
  conditions: readonly ConditionField[];
  error?: string | undefined;
  put(when: string | undefined): void;
}

export function WhenBox({ name, when, fields, conditions, error, put }: Props) {
  const [open, setOpen] = useState(when !== undefined);
  // The builder holds the condition itself; what it began with must not change while one works with it.
  const [began] = useState(when ?? '');
  return (
    <fieldset className={error ? 'when-box field-wrong' : 'when-box'}>
      <legend>どのレコードで</legend>
      {error && (
        <p className="error">
          <Glyph name="alert" />
          {error}
        </p>
      )}
      <label className="choice">
        <input
          type="radio"
          name={`${name}-scope`}
          checked={!open}
          onChange={() => {
            setOpen(false);
            put(undefined);
          }}
        />
        すべてのレコード
      </label>
      <label className="choice">
        <input
          type="radio"
          name={`${name}-scope`}
          checked={open}
          onChange={() => {
            setOpen(true);
            put('');
          }}
        />
        条件に合うレコードだけ
      </label>
      {open && (
        <ConditionBuilder
          name={name}
          label="条件"
          fields={conditions}
          value={began}
          // Half a condition would let more records through than it says: it is not taken.
          onChange={(formula, missing) => put(missing > 0 ? '' : formula)}
          editor={(value) => (
            <FormulaEditor
              name={name}
              label="条件の式"
              fields={fields}
              value={when ?? value}
              wanted="boolean"
              onChange={(text) => put(text)}
            />
          )}
        />
      )}
    </fieldset>
  );
}
