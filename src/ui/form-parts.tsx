/** Frames of form fields: label bold above, help below it, error above the control. Texts come from outside. */
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

export interface FieldTexts {
  label: ReactNode;
  /** 必須 or 任意, in words; undefined shows none. */
  mark?: string;
  required?: boolean;
  help?: ReactNode;
  error?: string;
  /** Told without refusing. */
  notice?: string;
}

/** Ids of what describes a control, in reading order. */
export function describedBy(
  id: string,
  { help, error, notice }: Pick<FieldTexts, 'help' | 'error' | 'notice'>,
  ...more: (string | undefined)[]
): string | undefined {
  const ids = [
    help === undefined ? undefined : `${id}-help`,
    error === undefined ? undefined : `${id}-error`,
    notice === undefined ? undefined : `${id}-notice`,
    ...more,
  ].filter((each) => each !== undefined);
  return ids.length === 0 ? undefined : ids.join(' ');
}

export function RequiredMark({ text, required }: { text?: string; required?: boolean }) {
  if (text === undefined) return null;
  return (
    <span className={required ? 'form-mark form-mark-required' : 'form-mark'} data-mark="">
      {text}
    </span>
  );
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p className="form-error" id={id}>
      <Icon name="error" />
      <span>{text}</span>
    </p>
  );
}

export function FieldNotice({ id, text }: { id: string; text: string }) {
  return (
    <p className="form-notice" id={id}>
      <Icon name="info" />
      <span>{text}</span>
    </p>
  );
}

/** One control under its label. */
export function FormRow({ id, children, ...texts }: FieldTexts & { id: string; children: ReactNode }) {
  const { label, mark, required, help, error, notice } = texts;
  return (
    <div className={error === undefined ? 'form-row' : 'form-row form-row-wrong'} data-row="">
      <label className="form-label" htmlFor={id}>
        {label} <RequiredMark text={mark} required={required} />
      </label>
      {help !== undefined && (
        <div className="form-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      <div data-messages="">
        {error !== undefined && <FieldError id={`${id}-error`} text={error} />}
        {notice !== undefined && <FieldNotice id={`${id}-notice`} text={notice} />}
      </div>
      {children}
    </div>
  );
}

/** Several controls under one legend. `focusable` lets links lead to the group itself. */
export function FormGroup({
  id,
  children,
  focusable,
  radios,
  ...texts
}: FieldTexts & { id: string; children: ReactNode; focusable?: boolean; radios?: boolean }) {
  const { label, mark, required, help, error, notice } = texts;
  return (
    <fieldset
      className={error === undefined ? 'form-group' : 'form-group form-row-wrong'}
      id={focusable ? id : undefined}
      tabIndex={focusable ? -1 : undefined}
      aria-describedby={describedBy(id, texts)}
      {...(radios ? radioGroup(required, error) : {})}
      data-row=""
    >
      <legend className="form-label">
        {label} <RequiredMark text={mark} required={required} />
      </legend>
      {help !== undefined && (
        <div className="form-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      <div data-messages="">
        {error !== undefined && <FieldError id={`${id}-error`} text={error} />}
        {notice !== undefined && <FieldNotice id={`${id}-notice`} text={notice} />}
      </div>
      {children}
    </fieldset>
  );
}

/** A fieldset of radio buttons is one question: whether it must be answered and is wrong is said once, on the group. */
function radioGroup(required: boolean | undefined, error: string | undefined) {
  return {
    role: 'radiogroup',
    'aria-required': required ? (true as const) : undefined,
    'aria-invalid': error === undefined ? undefined : (true as const),
  };
}
