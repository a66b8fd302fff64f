/** A new app from a spreadsheet: the columns become fields, of types that were guessed and can be changed. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { type AppError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, Page, Section, Submit } from '#ui/staff';
import { beginningOffer } from '../beginning-form.server.ts';
import { deskOf, textIn } from '../desk.server.ts';
import { beginFromSheet, lookAgain, openSheet, type SheetPreview } from '../sheet/act-on-sheet.server.ts';
import { BeginningFields } from '../views/beginning-fields.tsx';
import { SheetColumns } from '../views/sheet-columns.tsx';
import { studioApp } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => ({ offer: await beginningOffer(deskOf(scene)) }));

export const action = guardStaff(handle, async (scene) => {
  const { form, runtime } = scene;
  const desk = deskOf(scene);
  const intent = textIn(form, 'intent');
  if (intent === 'create') {
    const { begun, preview } = await beginFromSheet(desk, runtime.keyring, form);
    if (begun.ok) throw redirect(studioApp(begun.value.appId), { status: 303 });
    return failed(begun.error, preview);
  }
  const looked =
    intent === 'again'
      ? lookAgain(desk, runtime.keyring, form)
      : await openSheet(desk, runtime.keyring, form);
  if (!looked.ok) return failed(looked.error, null);
  return { preview: looked.value as SheetPreview | null, message: undefined, issues: [] };
});

function failed(error: AppError, preview: SheetPreview | null) {
  return data(
    { preview, message: error.issues ? undefined : sentenceOf(error), issues: error.issues ?? [] },
    { status: statusOf(error) },
  );
}

export default function NewFromSheet() {
  const { offer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const preview = answer?.preview ?? null;
  const issues = answer?.issues;
  return (
    <Page
      title="表から作る"
      crumbs={[
        { to: staffPaths.studio, text: 'アプリを作る' },
        { to: staffPaths.studioNew, text: '新しいアプリ' },
      ]}
      errors={issues?.length ?? 0}
      wide
    >
      <ErrorSummary message={answer?.message} issues={issues} />
      <Form method="post" encType="multipart/form-data" className="narrow">
        <Csrf />
        <Field
          label="ExcelかCSVのファイル"
          help="1行目に列の名前がある表。.xlsx と .csv（UTF-8、シフトJIS）が使えます。列の種類は、中の値から見分けます。"
          error={errorFor(issues, 'file')}
        >
          <input id="file" type="file" name="file" accept=".csv,.xlsx,text/csv" />
        </Field>
        {preview !== null && preview.sheets.length > 1 && (
          <Field label="シート">
            <select id="sheet" name="sheet" defaultValue={preview.sheet}>
              {preview.sheets.map((name, index) => (
                <option key={name} value={index}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Submit kind={preview === null ? 'primary' : 'plain'} name="intent" value="open">
          {preview === null ? '表を読む' : 'もう一度読む'}
        </Submit>
      </Form>
      {preview !== null && (
        <Form method="post" key={preview.kept}>
          <Csrf />
          <input type="hidden" name="kept" value={preview.kept} />
          <Section
            title="列と項目"
            id="columns"
            actions={
              <Submit kind="plain" name="intent" value="again">
                選んだ種類で確かめる
              </Submit>
            }
          >
            <p>
              「{preview.fileName}」のはじめの{preview.rows}行{preview.more && '（続きがあります）'}
              から見分けました。ちがうものは種類を選び直してください。
            </p>
            <SheetColumns columns={preview.columns} />
          </Section>
          <Section title="決めること" id="beginning">
            <div className="narrow">
              <BeginningFields
                offer={offer}
                issues={issues}
                title={preview.fileName.replace(/\.(csv|xlsx)$/i, '').slice(0, 100)}
              />
              <p className="note">
                表の中の行は、アプリを公開したあとで「取込み」から同じファイルを選ぶと入ります。
              </p>
              <Submit name="intent" value="create">
                この項目で作りはじめる
              </Submit>
            </div>
          </Section>
        </Form>
      )}
    </Page>
  );
}
