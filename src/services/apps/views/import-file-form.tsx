/** Choosing a file. A large one goes in pieces, with its progress; without script everything goes at once, up to the limit. */
import { type FormEvent, useRef, useState } from 'react';
import { Form, useNavigate } from 'react-router';
import { pieceBytes, sheetEncodings } from '#core/imports';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, type FormIssue, Submit, useStaffSite } from '#ui/staff';
import { talkTo } from '../pieces/browser-talk.ts';
import { SendFailed, sendInPieces } from '../pieces/send-in-pieces.ts';

interface Props {
  app: string;
  issues: readonly FormIssue[];
}

interface Sent {
  bytes: number;
  of: number;
}

const failedToSend = '送れませんでした。時間をおいて、もう一度お試しください。';

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
    const talk = talkTo(href(staffPaths.appImportPieces, { app }), {
      csrf: () => ({ name: csrf.name, value: csrf.value ?? '' }),
      signal: control.signal,
      silenceMs: 600_000,
    });
    sendInPieces<{ to: string }>(file, {
      talk,
      declare: { changedAt: String(file.lastModified) },
      finish: { encoding: String(form.get('encoding') ?? '') },
      progress: (bytes) => setSent({ bytes, of: file.size }),
      patience,
    })
      .then(({ to }) => navigate(to))
      .catch((error: unknown) => {
        setSent(null);
        if (control.signal.aborted) return;
        setFailed(error instanceof SendFailed ? error.message : failedToSend);
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

const waits = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

async function patience(tries: number): Promise<void> {
  const ms = waits[tries];
  if (ms === undefined)
    throw new SendFailed('つながらなくなりました。同じファイルでもう一度進むと、続きから送ります。');
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
}
