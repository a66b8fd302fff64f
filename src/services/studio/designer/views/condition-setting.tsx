/** A condition among the settings: put together by choosing; whoever wants to say more writes the formula that it is. */
import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { conditionFields } from '#core/conditions';
import { ConditionBuilder, forgetConditions } from '#core/conditions.view';
import { completeFields, type DefinedField } from '#core/fields';
import { recordScope } from '#core/forms';
import { useDesign } from './design-context.ts';
import { FormulaSetting, scopeOfLine } from './formula-setting.tsx';

interface Props {
  /** Of this setting of this field, and of no other: what is half filled in is kept under it. */
  name: string;
  label: string;
  help?: string;
  value: string;
  /** Whose condition it is: it cannot ask about itself. */
  field: DefinedField;
  lines?: DefinedField | undefined;
  onChange(formula: string): void;
}

export function ConditionSetting({ name, label, help, value, field, lines, onChange }: Props) {
  const { fields } = useDesign();
  const { pathname } = useLocation();
  const [writes, setWrites] = useState(false);
  // The builder holds its condition itself. What somebody else made of it (undoing, another name of a field) begins a new one.
  const [round, setRound] = useState({ at: 0, said: value });
  if (round.said !== value) setRound({ at: round.at + 1, said: value });
  const conditions = useMemo(() => {
    const around = lines === undefined ? fields : completeFields(lines.fields ?? []);
    const scope = lines === undefined ? recordScope(fields) : scopeOfLine(fields, lines);
    return conditionFields(
      around.filter((one) => one.id !== field.id),
      scope,
    );
  }, [fields, lines, field.id]);
  const formula = (text: string) => (
    <FormulaSetting name={name} label={label} help={help} value={text} lines={lines} onChange={onChange} />
  );
  if (writes || conditions.length === 0)
    return (
      <>
        {formula(value)}
        {conditions.length > 0 && (
          <button type="button" className="link-button" onClick={() => setWrites(false)}>
            選んで作る
          </button>
        )}
      </>
    );
  return (
    <>
      <ConditionBuilder
        key={round.at}
        name={name}
        label={label}
        help={help}
        fields={conditions}
        value={value}
        editor={formula}
        // Half a condition says something else than what is meant: until it is whole, the one before holds.
        onChange={(next, missing) => {
          if (missing > 0) return;
          forgetConditions(pathname, name);
          setRound({ ...round, said: next });
          onChange(next);
        }}
      />
      <button type="button" className="link-button" onClick={() => setWrites(true)}>
        式で書く
      </button>
    </>
  );
}
