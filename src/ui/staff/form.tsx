/** Parts of forms: label above, help below it, the error beside the field and in a summary that leads to it. */
import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { useNavigation } from 'react-router';
import { Glyph } from './glyph.tsx';

export interface FormIssue {
  path: string;
  message: string;
}

export function errorFor(issues: readonly FormIssue[] | undefined, path: string): string | undefined {
  return issues?.find((one) => one.path === path)?.message;
}

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: string;
  optional?: boolean;
  /** The one control; id and descriptions are put on it. */
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>;
}

export function Field({ label, help, error, optional, children }: FieldProps) {
  const own = useId();
  const id = children.props.id ?? own;
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet">（任意）</span>}
      </label>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Glyph name="alert" />
          {error}
        </p>
      )}
      {cloneElement(children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
    </div>
  );
}

/** Takes the focus when it appears. `ids` gives the control of a path, where it is not the path itself. */
export function ErrorSummary({
  issues,
  message,
  ids,
}: {
  issues?: readonly FormIssue[];
  message?: string;
  ids?: (path: string) => string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const shown = message !== undefined || (issues?.length ?? 0) > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="summary" role="alert" tabIndex={-1} ref={box}>
      <p>
        <Glyph name="alert" />
        {message ?? '入力に直していただきたいところがあります。'}
      </p>
      {issues && issues.length > 0 && (
        <ul>
          {issues.map((one) => (
            <li key={`${one.path}${one.message}`}>
              {one.path === '' ? one.message : <a href={`#${ids?.(one.path) ?? one.path}`}>{one.message}</a>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface SubmitProps {
  children: ReactNode;
  kind?: 'primary' | 'plain' | 'danger';
  name?: string;
  value?: string;
  className?: string;
}

/** Says that it works, and takes no second press meanwhile. */
export function Submit({ children, kind = 'primary', name, value, className = '' }: SubmitProps) {
  const busy = useNavigation().state === 'submitting';
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={`button button-${kind} ${className}`}
      aria-disabled={busy || undefined}
      onClick={(event) => busy && event.preventDefault()}
    >
      {children}
    </button>
  );
}
