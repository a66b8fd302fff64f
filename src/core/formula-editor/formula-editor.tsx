/** A formula typed as text, with help where the caret stands: names, functions, what is wrong and what comes out. */
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Answers, Field } from '#core/fields';
import { type Moment, recordScope } from '#core/forms';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import type { Scope } from '#kernel/formula';
import { judge, type Wanted } from './judge.ts';
import { MarkedText } from './marked-text.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useCompletion } from './use-completion.ts';
import { Verdict } from './verdict.tsx';

export interface FormulaEditorProps {
  /** Of the form control that carries the text. */
  name: string;
  label: ReactNode;
  help?: ReactNode;
  /** The text. Without `onChange` it is what the control starts with. */
  value: string;
  onChange?: (text: string) => void;
  /** Fields of the record the formula is about. */
  fields: readonly Field[];
  /** The names it may say; absent: those of `fields`. */
  scope?: Scope;
  /** What the place can use, e.g. `boolean` for a condition. */
  wanted?: Wanted;
  /** A record to try it on, evaluated here in the browser. `title` says which. */
  testRow?: { title: string; answers: Answers; actor?: Moment['actor'] };
  /** What whoever took the form last said of it. */
  issues?: readonly { message: string }[];
  optional?: boolean;
  placeholder?: string;
  id?: string;
}

export function FormulaEditor(props: FormulaEditorProps) {
  const { name, label, help, value, onChange, fields, wanted, testRow, issues = [], optional } = props;
  const own = useId();
  const id = props.id ?? own;
  const [typed, setTyped] = useState(value);
  const text = onChange === undefined ? typed : value;
  const change = (next: string) => {
    setTyped(next);
    onChange?.(next);
  };
  const scope = useMemo(() => props.scope ?? recordScope(fields), [props.scope, fields]);
  const area = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion({ area, scope, text, change, listId: `${id}-list` });
  // The clock of the browser: the server draws the page without a result, so that both agree.
  const at = useMoment(testRow?.actor);
  const row = testRow === undefined || at === undefined ? undefined : { answers: testRow.answers, at };
  const judged = judge(text, { scope, fields, wanted, row });
  const broken = judged.issues.some((one) => one.severity === 'error') || issues.length > 0;
  useGrowing(area, text);
  return (
    <div className={broken ? 'field formula field-wrong' : 'field formula'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet">（任意）</span>}
      </label>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <div className="formula-box">
        <MarkedText text={text} issues={judged.issues} />
        <textarea
          id={id}
          ref={area}
          name={name}
          value={text}
          rows={1}
          maxLength={4000}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          placeholder={props.placeholder}
          aria-describedby={help ? `${id}-help ${id}-verdict` : `${id}-verdict`}
          aria-invalid={broken ? true : undefined}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...completion.control}
        />
        {completion.open !== null && (
          <SuggestionList
            id={`${id}-list`}
            completion={completion.open}
            active={completion.active}
            onTake={completion.takeAt}
            label={`${name}に書けるもの`}
          />
        )}
      </div>
      <Verdict id={`${id}-verdict`} text={text} judged={judged} said={issues} row={testRow?.title} />
      <p className="formula-tools">
        <button type="button" className="link-button" onClick={completion.ask}>
          項目と関数から選ぶ
        </button>
        <span className="quiet">Ctrl＋スペースでも出ます</span>
      </p>
    </div>
  );
}

function useMoment(actor: Moment['actor']): Moment | undefined {
  const [now, setNow] = useState<Date>();
  useEffect(() => setNow(new Date()), []);
  return useMemo(
    () => (now === undefined ? undefined : { today: tokyoDate(now), now: tokyoStamp(now), actor }),
    [now, actor],
  );
}

/** As high as its text: the marks behind it must never scroll apart. */
function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useEffect(() => {
    const box = area.current;
    if (box === null) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
  }, [area, text]);
}
