/** The same act on many cases: first what would happen to each, then the act, then what happened. */
import { Form, Link, useActionData } from 'react-router';
import { type BulkLine, type BulkVerb, bulkVerbs, doBulk, previewBulk, readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { verbLabels } from '#core/process';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, Field, Mark, Page, ScrollBox, Submit } from '#ui/staff';
import { deskOf, issuerOf, refuse, textIn } from '../desk.server.ts';
import { caseHref } from '../views/case-link.tsx';

export const handle = { permission: 'case.list', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => {
  return {};
});

export const action = guardStaff(handle, async ({ actor, tx, info, runtime, form, touched }) => {
  const verb = bulkVerbs.find((one) => one === form.get('verb')) as BulkVerb | undefined;
  if (verb === undefined) return refuse();
  const desk = deskOf({ actor, tx, info });
  if (form.get('intent') !== 'act') {
    const lines = await previewBulk(desk, verb, form.getAll('id').map(String));
    if (lines.length > 0)
      touched(
        'case',
        lines.map((line) => line.id),
        ['personal'],
        'case.previewBulk',
      );
    const [first] = lines;
    const view = verb === 'assign' && first !== undefined ? await readCase(desk, first.id) : null;
    const colleagues = view?.ok
      ? view.value.colleagues.map((one) => ({ id: one.post_id, label: `${one.position} ${one.name}` }))
      : [];
    return { verb, done: false, lines, colleagues };
  }
  const chosen = form.getAll('chosen').map((text) => {
    const [id = '', revision = ''] = String(text).split(':');
    return { id, revision: Number.parseInt(revision, 10) };
  });
  const lines = await doBulk(desk, issuerOf(runtime), verb, chosen, textIn(form, 'postId') || null);
  if (lines.length > 0)
    touched(
      'case',
      lines.map((line) => line.id),
      ['personal'],
      `case.${verb}`,
    );
  return { verb, done: true, lines, colleagues: [] };
});

export default function Bulk() {
  const answer = useActionData<typeof action>();
  const crumbs = [{ to: staffPaths.cases, text: '案件一覧' }];
  if (answer === undefined || answer.lines.length === 0) {
    return (
      <Page title="まとめて処理する" crumbs={crumbs}>
        <p className="empty">
          先に<Link to={staffPaths.cases}>案件一覧</Link>で、案件を選んでください。
        </p>
      </Page>
    );
  }
  const { verb, done, lines, colleagues } = answer;
  const fine = lines.filter((line) => line.reason === null);
  const word = verbLabels[verb];
  const title = done
    ? `${fine.length}件を処理しました（${word}）`
    : `${fine.length}件をまとめて処理します（${word}）`;
  return (
    <Page title={title} crumbs={crumbs} wide>
      {done ? (
        <p className="done" role="status">
          {fine.length}件に「{word}」をしました。
          {lines.length > fine.length && `${lines.length - fine.length}件は、表の理由でそのままです。`}
        </p>
      ) : (
        <p>
          選んだ{lines.length}件のうち、{fine.length}件に「{word}」をします。
          {lines.length > fine.length && `残りの${lines.length - fine.length}件は、理由のとおりできません。`}
          まだ何も変わっていません。
        </p>
      )}
      <ScrollBox label="対象の案件" tall>
        <BulkTable lines={lines} done={done} word={word} />
      </ScrollBox>
      {!done && fine.length > 0 && (
        <Form method="post" className="bar">
          <Csrf />
          <input type="hidden" name="intent" value="act" />
          <input type="hidden" name="verb" value={verb} />
          {fine.map((line) => (
            <input key={line.id} type="hidden" name="chosen" value={`${line.id}:${line.revision}`} />
          ))}
          {verb === 'assign' && (
            <Field label="新しい担当">
              <select id="postId" name="postId" defaultValue="">
                <option value="">担当なし</option>
                {colleagues.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.label}
                  </option>
                ))}
              </select>
            </Field>
          )}
          <Submit>
            {fine.length}件に「{word}」をする
          </Submit>
          <Link to={staffPaths.cases}>やめて一覧に戻る</Link>
        </Form>
      )}
      {done && (
        <p className="button-row">
          <Link className="button button-plain" to={staffPaths.cases}>
            一覧に戻る
          </Link>
        </p>
      )}
    </Page>
  );
}

function BulkTable({ lines, done, word }: { lines: BulkLine[]; done: boolean; word: string }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">受付番号</th>
          <th scope="col">申請者</th>
          <th scope="col">{done ? '結果' : '予定'}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              <Link to={caseHref(line.id)}>{line.receiptNumber}</Link>
            </td>
            <td>{line.applicantName}</td>
            <td>
              {line.reason === null ? (
                <Mark tone={done ? 'done' : 'work'}>{done ? '済み' : word}</Mark>
              ) : (
                <Mark tone="stopped">{line.reason}</Mark>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
