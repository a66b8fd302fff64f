/** What is chosen before a list goes out, and what that will ask of others. */
import { useState } from 'react';
import { Form } from 'react-router';
import type { RecordOffer } from '#core/exports';
import { ColumnBoxes, ShapeRadios } from '#core/exports.view';
import { href, staffPaths } from '#ui/paths';
import { Csrf, errorFor, Facts, Field, type FormIssue, KeptForm, Section, Submit } from '#ui/staff';
import { secondPersonWords } from '../export/second-person-words.ts';
import type { AppHeadData } from '../table/model.ts';

interface Props {
  app: AppHeadData;
  offer: RecordOffer;
  issues: readonly FormIssue[];
}

export function ExportForm({ app, offer, issues }: Props) {
  const { columns, rows, view } = offer;
  const [keys, setKeys] = useState(() => columns.filter((one) => one.chosen).map((one) => one.key));
  return (
    <>
      <Section title="どのレコードを" id="which">
        <WhichView app={app} offer={offer} />
        <Facts
          rows={[
            ['件数', `${rows.toLocaleString('ja-JP')}件（いまの時点。作るときに、もう一度数えます）`],
            view !== null && ['条件', view.words === '' ? 'すべてのレコード' : view.words],
          ]}
        />
        {rows === 0 && (
          <p className="note">いまは1件もありません。書き出すと、見出しだけのファイルになります。</p>
        )}
      </Section>
      <KeptForm name="export">
        <Csrf />
        <input type="hidden" name="view" value={view?.id ?? ''} />
        <input type="hidden" name="revision" value={view?.revision ?? ''} />
        <Section title="何を、どの形で" id="shape">
          <ColumnBoxes
            columns={columns}
            help="レコードIDは、直して取り込み直すときの目印になります。"
            issues={issues}
            onChange={setKeys}
          />
          <ShapeRadios issues={issues} />
        </Section>
        <Section title="何のために" id="what-for">
          <Field
            label="何のために使いますか"
            help="ファイルの中と、操作の記録に残ります。住民の名前は書かないでください。"
            error={errorFor(issues, 'purpose')}
          >
            <textarea id="purpose" name="purpose" rows={2} />
          </Field>
          <p className="note" role="status">
            {secondPersonWords(offer, keys)}
          </p>
          <p className="button-row">
            <Submit>書き出す</Submit>
          </p>
          <p className="help">ファイルは暗号化され、1日で消えます。</p>
        </Section>
      </KeptForm>
    </>
  );
}

const origins = { app: '', shared: '（共有）', own: '（自分用）' };

/** Another list is another page: its columns and its count come with it. */
function WhichView({ app, offer: { view, views } }: Pick<Props, 'app' | 'offer'>) {
  return (
    <Form method="get" action={href(staffPaths.appExport, { app: app.id })} className="export-view">
      <Field label="一覧">
        <select id="view" name="view" defaultValue={view?.id ?? ''}>
          <option value="">すべてのレコード</option>
          {views.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
              {origins[one.origin]}
            </option>
          ))}
        </select>
      </Field>
      <Submit kind="plain">この一覧にする</Submit>
    </Form>
  );
}
