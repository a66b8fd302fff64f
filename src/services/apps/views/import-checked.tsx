/** What would become of the rows: nothing is written yet. */
import { Form, Link } from 'react-router';
import { Csrf, Section, Submit } from '#ui/staff';
import type { ImportPage } from '../import/import-page.server.ts';
import type { AppHeadData } from '../table/model.ts';
import { count, ImportCounts, ImportProblems } from './import-counts.tsx';

export function ImportChecked({ app, page }: { app: AppHeadData; page: ImportPage }) {
  const wanted = page.added + page.changed;
  return (
    <>
      <Section title="確かめた結果" id="checked">
        <ImportCounts page={page} future />
        {page.warned > 0 && (
          <p className="note note-warning">
            マイナンバー（個人番号）かもしれない12けたの番号が、{count(page.warned)}
            行にあります。この業務アプリに入れてよいか、ファイルを確かめてください。
          </p>
        )}
        {wanted === 0 ? (
          <p className="note">
            {page.wrong === 0
              ? 'ファイルの内容は、いまのレコードと同じです。取り込む必要はありません。'
              : '取り込める行がありません。ファイルか列の対応を直してください。'}
          </p>
        ) : (
          <Form method="post" className="import-button">
            <Csrf />
            <Submit name="intent" value="start">
              {`${count(wanted)}件を取り込む`}
            </Submit>
            {page.wrong > 0 && (
              <span className="help">　取り込めない{count(page.wrong)}行は、飛ばします。</span>
            )}
          </Form>
        )}
        <p className="button-row">
          <Link className="button button-plain" to="?step=columns">
            列の対応を直す
          </Link>
        </p>
      </Section>
      <ImportProblems app={app} page={page} />
    </>
  );
}
