/** What can be done with a list now. */
import { Form } from 'react-router';
import type { Issue } from '#kernel/errors';
import { href, staffPaths } from '#ui/paths';
import { Csrf, errorFor, Field, Section, Submit, useMay } from '#ui/staff';
import type { ListPage } from '../list-page.server.ts';

export function ListActs({ page, issues }: { page: ListPage; issues?: Issue[] }) {
  const may = useMay();
  const approves =
    (page.waits === 1 && may('records.approve')) || (page.waits === 2 && may('records.office'));
  return (
    <div className="no-print">
      {approves && (
        <Section title={page.waits === 1 ? '所属長の承認' : '文書管理者の承認'} id="approve">
          <p>
            {page.waits === 1
              ? '載っている案件の廃棄・移管を承認します。このあと文書管理者が承認すると実施され、元に戻せません。'
              : '承認すると廃棄が始まります。案件、添付、履歴、通知書の控えが消え、元に戻せません。操作の記録は残ります。'}
          </p>
          <Act intent="approve" text={page.waits === 1 ? '承認する' : '承認して実施する'} kind="primary" />
        </Section>
      )}
      {page.transfers > 0 && may('records.manage') && (
        <Section title="公文書館への移管" id="transfer">
          <p>
            {page.transfers}
            件を移管します。まとまりを取り出して公文書館へ渡し、受け取りを記録すると、ここから消えます。
          </p>
          <p>
            <a
              className="button button-plain"
              href={href(staffPaths.recordsPackage, { list: page.id })}
              download
            >
              移管用のまとまりを取り出す
            </a>
          </p>
          {page.packed !== null && (
            <Form method="post">
              <Csrf />
              <p>
                取り出したもの：{page.packed.cases}件　<code className="digest">{page.packed.sha256}</code>
              </p>
              <Field label="公文書館で受け取った人" error={errorFor(issues, 'receivedBy')}>
                <input id="receivedBy" type="text" name="receivedBy" className="short" maxLength={100} />
              </Field>
              <Submit name="intent" value="confirm">
                受領を記録して、ここから消す
              </Submit>
            </Form>
          )}
        </Section>
      )}
      {page.droppable && (may('records.manage') || may('records.office')) && (
        <Act intent="drop" text="一覧を取り下げる" kind="quiet" />
      )}
    </div>
  );
}

function Act({ intent, text, kind }: { intent: string; text: string; kind: 'primary' | 'quiet' }) {
  return (
    <Form method="post">
      <Csrf />
      <button type="submit" name="intent" value={intent} className={`button button-${kind}`}>
        {text}
      </button>
    </Form>
  );
}
