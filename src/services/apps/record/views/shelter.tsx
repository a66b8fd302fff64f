/** Says what a record holds back under 支援措置 and why, and how to be let see it. */
import { Form } from 'react-router';
import { formatTokyoDateTime, formatWareki } from '#kernel/dates';
import { Csrf, errorFor, Field, type FormIssue, Submit } from '#ui/staff';
import type { Shelter } from '../shelter.server.ts';

export function ShelterNote({
  shelter,
  issues,
}: {
  shelter: Shelter;
  issues?: readonly FormIssue[] | undefined;
}) {
  const { hidden, openTo, askedAt, refused } = shelter;
  return (
    <section className="note note-warning shelter" aria-labelledby="shelter">
      <h2 id="shelter">支援措置の対象かもしれません</h2>
      {hidden.length === 0 ? (
        <p>
          {openTo === null
            ? 'このレコードは、支援措置を受けている人の名前と合います。'
            : `審査により、${formatWareki(openTo)}まで、あなたにはすべての項目が見えています。`}
          住所や連絡先を、電話や窓口で答えたり、書類に出したりしないでください。書き出すファイルでは省きます。
        </p>
      ) : (
        <p>
          支援措置を受けている人の居場所を守るため、<b>{hidden.map((one) => `「${one}」`).join('')}</b>
          は、入っているかどうかも含めて表示しません。一覧・検索・集計・印刷・ファイルでも同じです。窓口と電話では「確認しています」とだけ答えてください。
        </p>
      )}
      {hidden.length > 0 && askedAt !== null && (
        <p>
          {formatTokyoDateTime(new Date(askedAt))}に、支援措置の担当者に審査を頼みました。判断を待っています。
        </p>
      )}
      {refused !== null && <p>前の依頼は認められませんでした。理由：{refused}</p>}
      {hidden.length > 0 && askedAt === null && (
        <details open={errorFor(issues, 'examinationReason') !== undefined}>
          <summary>仕事に必要なので、審査を頼む</summary>
          <Form method="post">
            <Csrf />
            <Field
              label="何のために必要か"
              help="支援措置の担当者が読みます。認められると、決めた日まで、あなただけに表示されます。"
              error={errorFor(issues, 'examinationReason')}
            >
              <textarea id="examinationReason" name="examinationReason" rows={2} maxLength={1000} />
            </Field>
            <Submit kind="plain" name="intent" value="askToSee">
              審査を頼む
            </Submit>
          </Form>
        </details>
      )}
    </section>
  );
}
