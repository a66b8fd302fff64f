/** What is typed into a condition: words, numbers, days, times; two of them for a range. */
import type { ConditionField } from '../model.ts';
import type { Operator } from '../operator.ts';

interface Props {
  operator: Operator;
  field: ConditionField;
  values: readonly string[];
  name: string;
  /** Id of what is wrong. */
  wrong: string | undefined;
  put(values: readonly string[]): void;
}

const types = { text: 'text', number: 'text', days: 'text', date: 'date', time: 'time' } as const;

export function TypedValue({ operator, field, values, name, wrong, put }: Props) {
  const { takes, count = 1 } = operator;
  if (takes === 'nothing' || takes === 'where' || takes === 'values') return null;
  const numeric = takes === 'number' || takes === 'days';
  const unit =
    takes === 'number'
      ? field.unit
      : takes === 'days' && !operator.form.startsWith('AGE')
        ? '日'
        : takes === 'days'
          ? '歳'
          : undefined;
  return (
    <span className="condition-values">
      {Array.from({ length: count }, (_, index) => {
        const which = count === 1 ? '値' : index === 0 ? 'はじめ' : 'おわり';
        return (
          <span key={which}>
            {index > 0 && <span aria-hidden="true"> 〜 </span>}
            <input
              type={types[takes]}
              className={numeric ? 'condition-number' : undefined}
              inputMode={takes === 'days' ? 'numeric' : numeric ? 'decimal' : undefined}
              aria-label={`${name}の${which}${unit === undefined ? '' : `（${unit}）`}`}
              aria-invalid={wrong === undefined ? undefined : true}
              aria-describedby={wrong}
              maxLength={200}
              value={values[index] ?? ''}
              onChange={(event) => {
                const next = Array.from({ length: count }, (_one, at) => values[at] ?? '');
                next[index] = event.target.value;
                put(next);
              }}
              onBlur={(event) => {
                if (!numeric) return;
                const next = Array.from({ length: count }, (_one, at) => values[at] ?? '');
                next[index] = plainNumber(event.target.value);
                if (next[index] !== values[index]) put(next);
              }}
            />
          </span>
        );
      })}
      {unit !== undefined && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}

/** `１，２００` becomes 1200 when one leaves the box; never while a conversion of the input method is open. */
function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^[−‐ー–]/, '-')
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
