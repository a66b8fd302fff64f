/** Seats somebody else where nobody can act: found by name, with a reason that stays in the log. */
import { useId, useRef, useState } from 'react';
import { Form } from 'react-router';
import type { ProcessShown, SeatShown } from '#core/record-process';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Field, Submit, useStaffSite } from '#ui/staff';

const movable = ['waiting', 'open', 'toReview', 'toRead'];

interface Person {
  value: string;
  label: string;
  detail?: string;
}

export function ReseatBox({ process, seat }: { process: ProcessShown; seat: SeatShown }) {
  const { csrf } = useStaffSite();
  const id = useId();
  const [found, setFound] = useState<Person[] | null>(null);
  const words = useRef<HTMLInputElement>(null);
  if (!movable.includes(seat.state)) return null;
  const search = async () => {
    const body = new URLSearchParams({
      what: 'people',
      text: words.current?.value ?? '',
      [csrf.name]: csrf.value ?? '',
    });
    const place = { app: process.appId, record: process.recordId };
    const answer = await fetch(href(staffPaths.recordFind, place), { method: 'POST', body }).catch(
      () => null,
    );
    setFound(answer?.ok === true ? ((await answer.json()) as { entries: Person[] }).entries : []);
  };
  return (
    <details className="process-reseat">
      <summary>回議先を変える</summary>
      <div className="process-find">
        <label htmlFor={`${id}-words`}>名前・よみで探す</label>
        <input
          id={`${id}-words`}
          ref={words}
          type="search"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            void search();
          }}
        />
        <button type="button" className="button button-quiet" onClick={() => void search()}>
          探す
        </button>
      </div>
      <div role="status">{found?.length === 0 && <p className="quiet">見つかりませんでした。</p>}</div>
      {found !== null && found.length > 0 && (
        <Form method="post">
          <Csrf />
          <input type="hidden" name="intent" value="process" />
          <input type="hidden" name="revision" value={process.revision} />
          <Field label="新しい回議先">
            <select name="staff">
              {found.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.detail === undefined ? one.label : `${one.label}（${one.detail}）`}
                </option>
              ))}
            </select>
          </Field>
          <Field label="理由">
            <input type="text" name="note" maxLength={500} required />
          </Field>
          <Submit kind="plain" name="press" value={`verb/reseat/${seat.id}`}>
            この人に変える
          </Submit>
        </Form>
      )}
    </details>
  );
}
