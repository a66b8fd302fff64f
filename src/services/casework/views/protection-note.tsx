/** Says that somebody under 支援措置 is concerned, what is hidden, and what an officer allowed once. */
import { Form, Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Submit, useMay } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';

export function ProtectionNote({ page }: { page: CasePage }) {
  const { protection } = page;
  const may = useMay();
  if (protection === null) return null;
  const { state, hidden, open, expired, allowed } = protection;
  const looks = allowed.filter((one) => one.verdict === 'allow');
  return (
    <section className="note note-warning protection-note" aria-labelledby="protection-note">
      <h2 id="protection-note">支援措置に当たる人が関わる案件です</h2>
      <p>
        {open
          ? 'いま、審査の許可を使って全体を表示しています。画面を離れると、また表示されなくなります。'
          : state === 'counterpart'
            ? '相手方に当たる人の請求です。認める決定も、文書の交付もできません。窓口や電話では、ほかの案件と同じように「確認しています」とだけ答えてください。'
            : hidden
              ? '住所・連絡先・学校など、居場所のわかる内容は表示していません。見るとき、交付するときは、支援措置の担当者の厳格な審査が要ります。'
              : ''}
        {state === 'unchecked' && 'この案件は、支援措置との照合がまだ済んでいません。'}
        {expired && '期限は過ぎていますが、担当者が確認するまで支援措置は続いています。'}
      </p>
      {looks.length > 0 && (
        <ul className="protection-allowed">
          {looks.map((one) => (
            <li key={`${one.output}${one.target}`}>
              <b>{one.label}</b>（1回だけ）
              {one.output === 'fields' && (
                <Form method="post" className="inline-form">
                  <Csrf />
                  <Submit kind="plain" name="intent" value="viewProtected">
                    いま表示する
                  </Submit>
                </Form>
              )}
              {(one.output === 'file' || one.output === 'document') && one.target !== null && (
                <a
                  href={
                    one.output === 'file'
                      ? href(staffPaths.caseFile, { case: page.id, file: one.target })
                      : href(staffPaths.caseDocument, { case: page.id, document: one.target })
                  }
                  target="_blank"
                  rel="noreferrer"
                >
                  いま開く
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {may('protection.examine') && state !== 'unchecked' && (
        <p>
          <Link to={href(staffPaths.caseProtection, { case: page.id })}>この案件の厳格な審査を行う</Link>
        </p>
      )}
    </section>
  );
}
