/** A value under seal, with the ways to open and to empty it: what for is asked first and written down. */
import { useId } from 'react';
import { Form, useFetcher } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf } from '#ui/staff';

interface Props {
  appId: string;
  record: string;
  path: string;
  label: string;
  /** The revision that would be emptied; null: this person may not. */
  empties: number | null;
}

export function SealedValue(props: Props) {
  return (
    <>
      <Reveal {...props} />
      {props.empties !== null && <Emptying {...props} revision={props.empties} />}
    </>
  );
}

/** A form shows sealed fields blank, and blank there means unchanged: to take the value away is an act of its own. */
function Emptying({ path, label, revision }: Props & { revision: number }) {
  const id = useId();
  return (
    <details>
      <summary>空にする</summary>
      <Form method="post">
        <Csrf />
        <input type="hidden" name="intent" value="empty" />
        <input type="hidden" name="path" value={path} />
        <input type="hidden" name="revision" value={revision} />
        <label htmlFor={id}>なぜ空にしますか</label>
        <p className="help" id={`${id}-help`}>
          「{label}」の値がなくなります。だれが、いつ、なぜ空にしたかが記録されます。
        </p>
        <input
          id={id}
          type="text"
          name="why"
          required
          maxLength={200}
          autoComplete="off"
          aria-describedby={`${id}-help`}
        />
        <button type="submit" className="button button-danger">
          「{label}」を空にする
        </button>
      </Form>
    </details>
  );
}

function Reveal({ appId, record, path }: Props) {
  const fetcher = useFetcher<{ path: string; text: string }>();
  const id = useId();
  if (fetcher.data !== undefined)
    return (
      <span role="status" className="record-revealed">
        {fetcher.data.text}
      </span>
    );
  return (
    <details>
      <summary>保護された項目（表示する）</summary>
      <fetcher.Form method="post" action={href(staffPaths.recordReveal, { app: appId, record })}>
        <Csrf />
        <input type="hidden" name="path" value={path} />
        <label htmlFor={id}>何のために見ますか</label>
        <p className="help">だれが、いつ、何のために見たかが記録されます。</p>
        <input id={id} type="text" name="purpose" required maxLength={200} autoComplete="off" />
        <button type="submit" className="button button-plain">
          表示する
        </button>
      </fetcher.Form>
    </details>
  );
}
