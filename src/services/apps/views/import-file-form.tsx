/** Choosing a file. A large one goes in pieces, with its progress; without script everything goes at once, up to the limit. */
import { type FormEvent, useRef, useState } from 'react';
import { Form, useNavigate } from 'react-router';
import { pieceBytes, sheetEncodings } from '#core/imports';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, type FormIssue, Submit, useStaffSite } from '#ui/staff';
import { LineLost, OutOfStep, SendFailed, sendInPieces, type Talk } from '../import/send-in-pieces.ts';

interface Props {
  app: string;
  issues: readonly FormIssue[];
}

interface Sent {
  bytes: number;
  of: number;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

export function ImportFileForm({ app, issues }: Props) {
  const { csrf } = useStaffSite();
  const navigate = useNavigate();
  const [sent, setSent] = useState<Sent | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    const file = form.get('file');
    if (!(file instanceof File) || file.size <= pieceBytes) return;
    event.preventDefault();
    if (stop.current !== null) return;
    const control = new AbortController();
    stop.current = control;
    setFailed(null);
    setSent({ bytes: 0, of: file.size });
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    const progress = (bytes: number) => setSent({ bytes, of: file.size });
    const talk = talkTo(app, { name: csrf.name, value: csrf.value ?? '' }, control.signal);
    sendInPieces(file, { talk, progress, wait, encoding: String(form.get('encoding') ?? '') })
      .then((to) => navigate(to))
      .catch((error: unknown) => {
        setSent(null);
        if (control.signal.aborted) return;
        setFailed(error instanceof SendFailed ? error.message : unreadable);
      })
      .finally(() => {
        stop.current = null;
      });
  };

  return (
    <Form method="post" encType="multipart/form-data" className="import-file" onSubmit={submit}>
      <Csrf />
      {failed !== null && <ErrorSummary issues={[{ path: 'file', message: failed }]} />}
      <Field
        label="ファイル"
        help="300MBまで送れます。大きなファイルは分けて送り、途中で切れても続きから送れます。"
        error={failed ?? errorFor(issues, 'file')}
      >
        <input id="file" type="file" name="file" accept=".csv,.txt,.xlsx,text/csv" />
      </Field>
      <details className="import-more">
        <summary>文字が化けるとき</summary>
        <Field label="CSVの文字コード" help="ふつうは選ばなくても、正しく読み取ります。">
          <select id="encoding" name="encoding" defaultValue="">
            <option value="">自動で見分ける</option>
            <option value="utf-8">{sheetEncodings['utf-8']}</option>
            <option value="windows-31j">{sheetEncodings['windows-31j']}</option>
          </select>
        </Field>
      </details>
      {sent === null ? (
        <p className="button-row">
          <Submit>次へ：列を確かめる</Submit>
        </p>
      ) : (
        <div className="import-sending">
          <p role="status">
            {sent.bytes < sent.of
              ? 'ファイルを送っています。この画面を開いたままにしてください。'
              : '届きました。中を確かめています。'}
          </p>
          <progress max={sent.of} value={sent.bytes} aria-label="送った量" />
          <p className="quiet">
            {megabytes(sent.bytes)} / {megabytes(sent.of)}MB
          </p>
          <button type="button" className="button button-plain" onClick={() => stop.current?.abort()}>
            送るのをやめる
          </button>
        </div>
      )}
    </Form>
  );
}

const unreadable = 'ファイルを読めませんでした。ほかで開いているときは閉じて、もう一度選んでください。';
const signInAgain =
  'サインインの時間が切れました。この画面を読み直して、サインインしてください。続きから送れます。';

/** Busy servers and broken lines are the same to whoever waits: it is tried again. */
const talkTo =
  (app: string, csrf: { name: string; value: string }, signal: AbortSignal): Talk =>
  async (intent, parts) => {
    const body = new FormData();
    body.set(csrf.name, csrf.value);
    body.set('intent', intent);
    for (const [name, part] of Object.entries(parts)) body.set(name, part);
    let answer: Response;
    try {
      answer = await fetch(href(staffPaths.appImportPieces, { app }), { method: 'POST', body, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new LineLost();
    }
    if ([429, 502, 503, 504].includes(answer.status)) throw new LineLost();
    const told = answer.headers.get('content-type') ?? '';
    if (answer.redirected || !told.includes('json')) throw new SendFailed(signInAgain);
    const content = (await answer.json()) as { message?: string };
    if (answer.ok) return content;
    if (answer.status === 409 || answer.status === 404) throw new OutOfStep();
    throw new SendFailed(content.message ?? signInAgain);
  };
