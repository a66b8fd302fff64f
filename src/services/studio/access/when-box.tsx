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
  words?: { legend: string; always: string; some: string };
  put(when: string | undefined): void;
}

const ofRecords = {
  legend: 'どのレコードで',
  always: 'すべてのレコード',
  some: '条件に合うレコードだけ',
};

export function WhenBox({ name, when, fields, conditions, error, words = ofRecords, put }: Props) {
  const [open, setOpen] = useState(when !== undefined);
  // The builder holds the condition itself; what it began with must not change while one works with it.
  const [began] = useState(when ?? '');
  return (
    <fieldset className={error ? 'when-box field-wrong' : 'when-box'}>
      <legend>{words.legend}</legend>
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
        {words.always}
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
        {words.some}
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
