/** One labelled box for the small forms of this side; forms of procedures are drawn by core/forms. */
import type { InputHTMLAttributes } from 'react';
import { describedBy, FormRow, ErrorSummary as Summary } from '#ui';
import { useT } from '../site-context.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id'> {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  rows?: number;
}

export function TextField({ name, label, hint, error, rows, ...input }: TextFieldProps) {
  const common = {
    id: name,
    name,
    'aria-describedby': describedBy(name, { help: hint, error }),
    'aria-invalid': error ? (true as const) : undefined,
  };
  return (
    <FormRow id={name} label={label} help={hint} error={error}>
      {rows === undefined ? (
        <input {...input} {...common} className={`form-box ${input.className ?? 'form-box-full'}`} />
      ) : (
        <textarea
          {...common}
          rows={rows}
          defaultValue={input.defaultValue}
          maxLength={input.maxLength}
          className="form-box form-box-full"
        />
      )}
    </FormRow>
  );
}

/** Above the form: what to mend, each a link to its box. */
export function ErrorSummary({ errors }: { errors: { name: string; text: string }[] }) {
  const t = useT();
  return (
    <Summary
      title={t('error.summary.title', { count: errors.length })}
      lead={t('error.summary.lead')}
      entries={errors.map(({ name, text }) => ({ href: `#${name}`, text }))}
    />
  );
}
