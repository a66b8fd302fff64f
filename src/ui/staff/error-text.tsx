/** What happened, what was kept, what to do next. */
import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router';

const words: Record<string, [title: string, lead: string]> = {
  '403': [
    'もう一度操作してください',
    '安全のため、この操作は受け付けませんでした。画面を開き直してから、もう一度操作してください。',
  ],
  '404': [
    'ページが見つかりません',
    'アドレスが違うか、いまの役職では見られないものです。ほかの所属の案件は、その所属の役職で見ることができます。',
  ],
  '409': [
    'ほかの操作と重なりました',
    'ほかの人が先に変更しました。最新の内容を確かめてから、もう一度操作してください。',
  ],
  '413': ['ファイルが大きすぎます', '前の画面に戻って、小さいファイルを選んでください。'],
  '429': [
    'しばらくお待ちください',
    '短い間に何度も操作されました。15分ほど待ってから、もう一度お試しください。',
  ],
  '503': ['ただいま混み合っています', '少し待ってから、もう一度お試しください。'],
  '500': [
    'こちらの不具合です',
    '操作は取り消され、元のままです。入力した文はこの画面に残っています。もう一度お試しください。',
  ],
};

export function useErrorWords(): { title: string; lead: string; status: number } {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const said = isRouteErrorResponse(error) ? (error.data as { message?: string } | null)?.message : undefined;
  const [title, lead] = words[String(status)] ?? words[status < 500 ? '404' : '500']!;
  return { title, lead: said ?? lead, status };
}

/** Inside the frame. Plain links: a fresh page with a fresh form token. */
export function ErrorText() {
  const { title, lead, status } = useErrorWords();
  const { pathname } = useLocation();
  return (
    <div className="page">
      <title>{title}</title>
      <h1>{title}</h1>
      <p>{lead}</p>
      <p className="button-row">
        {status !== 404 && (
          <a className="button button-primary" href={pathname}>
            この画面を開き直す
          </a>
        )}
        <a className="button button-plain" href="/">
          ホームへ
        </a>
      </p>
    </div>
  );
}

/** Without any frame. */
export function PlainError() {
  return (
    <main id="main">
      <ErrorText />
    </main>
  );
}
