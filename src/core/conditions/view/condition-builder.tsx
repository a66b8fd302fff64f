/**
 * Puts a condition together without writing a formula: groups of conditions, each a field, a question and what to fill in. Beside it
 * stands what it means in words. A form control named `name` carries the formula; what is not filled in yet survives a reload of this
 * tab, as typed words do (`KeptForm`), and is gone at sign-out.
 */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { changed, type Place } from '../edit.ts';
import {
  type ConditionField,
  describeCondition,
  type Group,
  missingIn,
  nothing,
  toFormula,
} from '../index.ts';
import { fromFormula } from '../read.ts';
import { openPart } from '../read-form.ts';
import { GroupBox } from './group-box.tsx';
import type { Find } from './pick-values.tsx';

export interface ConditionBuilderProps {
  /** Of the form control with the formula. */
  name: string;
  label: ReactNode;
  help?: ReactNode;
  fields: readonly ConditionField[];
  /** The formula as it stands. */
  value?: string;
  /** Searches what a field may name where not all of it is known: staff, records. Absent: only known choices are offered. */
  find?: Find;
  error?: string | undefined;
  /** The formula as it is now, without what is not filled in; `open` parts are not. */
  onChange?: (formula: string, open: number) => void;
  /** Shown instead where a formula says more than conditions can; it must carry `name` itself. */
  editor?: (value: string) => ReactNode;
  /** Shows gaps at once instead of after the first try. */
  strict?: boolean;
}

interface Kept {
  from: string;
  root: Group;
}

export function ConditionBuilder(props: ConditionBuilderProps) {
  const { name, label, help, fields, value = '', find, error, onChange, editor, strict = false } = props;
  const id = useId();
  const { pathname } = useLocation();
  const key = keyOf(pathname, name);
  const [root, setRoot] = useState<Group | null>(() => fromFormula(value, fields));
  const [taken, setTaken] = useState<{ root: Group; what: string } | null>(null);
  const box = useRef<HTMLFieldSetElement>(null);
  const focus = useRef<string | null>(null);
  const known = useRef({ fields, value });
  known.current = { fields, value };

  // What was begun before a reload stands for the formula it began with, and for no other.
  useEffect(() => {
    const kept = readKept(key);
    if (kept !== null && kept.from === known.current.value) setRoot(kept.root);
  }, [key]);
  useEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-place="${focus.current}"]`)?.focus();
    focus.current = null;
  });

  const set = (next: Group, focusOn?: string) => {
    if (focusOn !== undefined) focus.current = focusOn;
    setRoot(next);
    sessionStorage.setItem(key, JSON.stringify({ from: value, root: next } satisfies Kept));
    onChange?.(toFormula(next, fields), missingIn(next, fields).length);
  };

  if (root === null)
    return (
      <fieldset className="conditions" aria-describedby={`${id}-help`}>
        <legend>{label}</legend>
        <p className="help" id={`${id}-help`}>
          この条件は、選ぶだけでは表せない式で書かれています。
        </p>
        {editor?.(value) ?? (
          <>
            <code className="conditions-formula">{value}</code>
            <input type="hidden" name={name} value={value} />
          </>
        )}
        <button type="button" className="button button-quiet" onClick={() => set(nothing, '-add')}>
          条件を選んで作り直す
        </button>
      </fieldset>
    );

  const gaps = missingIn(root, fields);
  const words = describeCondition(root, fields);
  const remove = (place: Place, what: string, next: string) => {
    setTaken({ root, what });
    set(changed(root, place, undefined), next);
  };
  return (
    <fieldset
      id={name}
      className={error ? 'conditions field-wrong' : 'conditions'}
      ref={box}
      tabIndex={-1}
      aria-describedby={[help && `${id}-help`, error && `${id}-error`, `${id}-words`]
        .filter(Boolean)
        .join(' ')}
    >
      <legend>{label}</legend>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <GroupBox
        group={root}
        place={[]}
        fields={fields}
        depth={1}
        idBase={id}
        gaps={strict || error !== undefined ? new Map(gaps.map((one) => [one.path, one.message])) : new Map()}
        find={find}
        set={(place, next, focusOn) => set(changed(root, place, next), focusOn)}
        remove={remove}
      />
      <input type="hidden" name={name} value={toFormula(root, fields)} />
      <input type="hidden" name={`${name}.${openPart}`} value={gaps.length} />
      <p className="conditions-words" id={`${id}-words`}>
        <span className="quiet">意味：</span>
        {words === '' ? '条件なし（すべて）' : words}
        {gaps.length > 0 && <span className="quiet">（まだ入れていないところ {gaps.length}）</span>}
      </p>
      <p className="conditions-undo" role="status">
        {taken !== null && (
          <>
            {taken.what}を消しました。
            <button
              type="button"
              className="link-button"
              onClick={() => {
                set(taken.root, '-add');
                setTaken(null);
              }}
            >
              元に戻す
            </button>
          </>
        )}
      </p>
    </fieldset>
  );
}

const keyOf = (pathname: string, name: string): string => `kept:${pathname}#conditions:${name}`;

/** What was begun is taken, or given up: the next builder of that name begins with its value. */
export const forgetConditions = (pathname: string, name: string): void =>
  sessionStorage.removeItem(keyOf(pathname, name));

function readKept(key: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
    return kept !== null && Array.isArray(kept.root?.items) ? kept : null;
  } catch {
    return null;
  }
}
