/** A name for the list as it stands, and whether others find it too. */
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Field } from '#ui/staff';
import { keepMoment } from '../table/kept-question.ts';
import type { KeptView, TableQuestion } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

interface KeepViewProps {
  asking: Asking;
  question: TableQuestion;
  mayShare: boolean;
  onClose(): void;
}

export function KeepView({ asking, question, mayShare, onClose }: KeepViewProps) {
  const [failure, setFailure] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useEffect(() => title.current?.focus(), []);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const given = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const kept = await askTable<KeptView>(asking, {
        kind: 'keep',
        question,
        title: String(given.get('title') ?? ''),
        shared: given.get('shared') === 'yes',
      });
      // What the new view says itself is not asked of it again; words of the search are.
      keepMoment(asking.app, { view: question.view });
      keepMoment(asking.app, { view: kept.id, search: question.search });
      void navigate(href(staffPaths.app, { app: asking.app }, { view: kept.id, done: 'kept' }));
    } catch (error) {
      setFailure(error instanceof AskFailed ? error.message : String(error));
      setBusy(false);
      title.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form
      className="keep-view"
      aria-label="一覧として保存"
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKeyDown}
    >
      <Field
        label="一覧の名前"
        help="いまの項目・並べ方・条件を、この名前で残します。人の名前は入れないでください。"
        {...(failure === undefined ? {} : { error: failure })}
      >
        <input type="text" name="title" ref={title} maxLength={60} autoComplete="off" />
      </Field>
      {mayShare && (
        <fieldset className="field">
          <legend>だれが使うか</legend>
          <div className="choices-row">
            <label className="choice">
              <input type="radio" name="shared" value="no" defaultChecked />
              <span>自分だけ</span>
            </label>
            <label className="choice">
              <input type="radio" name="shared" value="yes" />
              <span>このアプリを使う人みんな（共有）</span>
            </label>
          </div>
        </fieldset>
      )}
      <p className="button-row">
        <button type="submit" className="button button-primary" aria-disabled={busy || undefined}>
          保存する
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          やめる
        </button>
      </p>
    </form>
  );
}
