/** A value under seal, with the way to open it: what for is asked first and written down. */
import { useId } from 'react';
import { useFetcher } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf } from '#ui/staff';

export function SealedValue({ appId, record, path }: { appId: string; record: string; path: string }) {
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
