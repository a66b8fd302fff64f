/** Below a condition: a record of made-up values that can be changed, and whether it is one of those meant. */
import { useId } from 'react';
import { Mark } from '#ui/staff';
import { controlOf, meets, type TrialControl, usedIn } from '../trial.ts';
import { useEditing } from './editing.ts';

export function TrialRow({ when }: { when: string | undefined }) {
  const { fields, trial } = useEditing();
  const used = usedIn(when, fields);
  if (when === undefined || used === null) return null;
  const met = meets(when, fields, trial.answers, trial.context);
  return (
    <fieldset className="process-trial">
      <legend>この条件を試す</legend>
      {used.map((field) => (
        <Value
          key={field.id}
          label={field.label.ja}
          control={controlOf(field, trial.answers, trial.typed)}
          put={(text) => trial.put(String(field.id), text)}
        />
      ))}
      <p role="status">
        {met !== null && (
          <Mark tone={met ? 'done' : 'stopped'}>
            {met ? 'この値の記録は、条件に合います' : 'この値の記録は、条件に合いません'}
          </Mark>
        )}
      </p>
    </fieldset>
  );
}

interface ValueProps {
  label: string;
  control: TrialControl;
  put(text: string): void;
}

function Value({ label, control, put }: ValueProps) {
  const id = useId();
  if (control.kind === 'shown')
    return (
      <p className="process-trial-value">
        <span>{label}</span>
        <output>{control.text}</output>
      </p>
    );
  return (
    <p className="process-trial-value">
      <label htmlFor={id}>{label}</label>
      {control.kind === 'choice' ? (
        <select id={id} value={control.value} onChange={(event) => put(event.target.value)}>
          <option value="">（空）</option>
          {control.choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={control.kind === 'date' ? 'date' : 'text'}
          inputMode={control.kind === 'text' && control.numeric ? 'decimal' : undefined}
          autoComplete="off"
          value={control.value}
          onChange={(event) => put(event.target.value)}
        />
      )}
    </p>
  );
}
