/** One call of the API from its page. The session's cookie is not sent: the token alone says who calls. */
import { type FormEvent, useState } from 'react';
import { Field } from '#ui/staff';
import type { ApiEntry } from './api-docs.server.ts';

interface Answer {
  status: string;
  headers: string;
  text: string;
}

export function TryOut({ entry, token }: { entry: ApiEntry; token: string }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);

  async function call(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    try {
      const { url, init } = requestOf(entry, new FormData(event.currentTarget), token);
      setAnswer(await answerOf(await fetch(url, { ...init, credentials: 'omit' })));
    } catch {
      setAnswer({ status: '通信できませんでした', headers: '', text: '' });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void call(event)} autoComplete="off">
      {entry.parameters.map(({ name, required, note }) => (
        <Field key={name} label={<code>{name}</code>} help={note} optional={!required}>
          <input id={`${entry.id}-${name}`} type="text" name={name} className="short" required={required} />
        </Field>
      ))}
      {entry.body === 'file' && (
        <Field label="file">
          <input id={`${entry.id}-file`} type="file" name="file" required />
        </Field>
      )}
      {entry.body !== null && entry.body !== 'file' && (
        <Field label="本文（JSON）">
          <textarea
            id={`${entry.id}-body`}
            name="~body"
            rows={Math.min(16, entry.body.split('\n').length + 1)}
            defaultValue={entry.body}
            spellCheck={false}
          />
        </Field>
      )}
      <button type="submit" className="button button-plain" disabled={token === '' || busy}>
        試す
      </button>
      {token === '' && <span className="quiet small"> 上にトークンを貼ると試せます。</span>}
      <div role="status">
        {answer && (
          <>
            <p>
              <b>{answer.status}</b> <span className="quiet small">{answer.headers}</span>
            </p>
            {answer.text !== '' && <pre className="api-text">{answer.text}</pre>}
          </>
        )}
      </div>
    </form>
  );
}

function requestOf(entry: ApiEntry, form: FormData, token: string): { url: string; init: RequestInit } {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const query = new URLSearchParams();
  let path = entry.path;
  for (const { name, place } of entry.parameters) {
    const value = String(form.get(name) ?? '').trim();
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value === '') continue;
    else if (place === 'header') headers.set(name, value);
    else query.set(name, value);
  }
  let body: BodyInit | undefined;
  if (entry.body === 'file') {
    const upload = new FormData();
    upload.set('file', form.get('file') as File);
    body = upload;
  } else if (entry.body !== null) {
    headers.set('content-type', 'application/json');
    body = String(form.get('~body') ?? '');
  }
  const search = query.size === 0 ? '' : `?${query}`;
  return { url: `/api/v1${path}${search}`, init: { method: entry.method, headers, body } };
}

async function answerOf(response: Response): Promise<Answer> {
  const type = response.headers.get('content-type') ?? '';
  const etag = response.headers.get('etag');
  const text = /json/.test(type)
    ? JSON.stringify(await response.json(), null, 2)
    : `${type} ${(await response.blob()).size} bytes`;
  return { status: String(response.status), headers: etag === null ? '' : `ETag: ${etag}`, text };
}
