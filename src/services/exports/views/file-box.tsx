/** The finished file and its password, for whoever asked. */
import { Form, useLocation } from 'react-router';
import { Csrf, Section, Submit } from '#ui/staff';

interface FilePage {
  until: string | null;
  fileName: string | null;
  bytes: number | null;
  rows: number | null;
}

const sizeText = (bytes: number) =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)}MB` : `${Math.max(1, Math.round(bytes / 1000))}KB`;

export function FileBox({ page }: { page: FilePage }) {
  const { pathname } = useLocation();
  return (
    <Section title="ファイル" id="file">
      <p>
        {page.rows?.toLocaleString('ja-JP')}
        件すべてがファイルに入っていることを、書いたあとに読み直して確かめました。
        {page.until}まで受け取れます。
      </p>
      <p className="export-act">
        <a className="button button-primary" href={`${pathname}/file`} download>
          ファイルを受け取る（ZIP、{sizeText(page.bytes ?? 0)}）
        </a>
      </p>
    </Section>
  );
}

export function PasswordForm({
  page,
  password,
}: {
  page: { passwordWaits: boolean; passwordShownAt: string | null };
  password?: string;
}) {
  return (
    <Section title="ファイルを開くパスワード" id="password">
      {password !== undefined ? (
        <div role="status">
          <p className="export-password">{password}</p>
          <p>
            いま控えてください。もう一度は表示できません。ファイルと同じ所に置いたり、同じメールで送ったりしないでください。
          </p>
        </div>
      ) : page.passwordWaits ? (
        <Form method="post">
          <Csrf />
          <p className="export-act">
            表示できるのは一度だけです。開くには、AES-256のZIPを扱えるソフト（7-Zipなど）が要ります。
          </p>
          <Submit kind="plain" name="intent" value="password">
            パスワードを表示する
          </Submit>
        </Form>
      ) : (
        <p>{page.passwordShownAt}に表示しました。わからなくなったときは、もう一度書き出してください。</p>
      )}
    </Section>
  );
}

export function CancelForm({ number, ready }: { number: string; ready: boolean }) {
  return (
    <Form method="post" className="export-act">
      <Csrf />
      <Submit kind="danger" name="intent" value="cancel">
        {ready ? `${number} のファイルを消す` : `${number} の書出しを取り消す`}
      </Submit>
    </Form>
  );
}
