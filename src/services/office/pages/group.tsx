/** One group: who belongs to it, who keeps it, and where it counts. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { uuidPattern } from '#core/fields';
import {
  addMember,
  closeGroup,
  departmentTree,
  findChoices,
  guardStaff,
  type Member,
  removeMember,
  renameGroup,
} from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, errorFor, Field, Page, Section, Submit } from '#ui/staff';
import { readGroupPage, textIn } from '../group-page.server.ts';
import { selectDepartments } from '../roster.sql.ts';

export const handle = {
  permission: 'organisation.read',
  script: true,
} satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }) => {
  const today = tokyoDate(new Date());
  const page = await readGroupPage({ tx, municipality: info.municipality, actor }, params.group ?? '', today);
  if (page === null) throw new Refusal(appError('notFound'));
  touched('group', [page.group.id], [], 'group.read');
  const tree = page.mayKeep ? departmentTree(await selectDepartments(tx, today)) : [];
  return {
    ...page,
    departments: tree.map(({ department, depth }) => ({
      code: department.code,
      name: `${'　'.repeat(depth)}${department.name}`,
    })),
  };
});

type Answer = {
  message?: string | undefined;
  issues: { path: string; message: string }[];
  found?: { value: string; label: string; detail?: string }[];
};

export const action = guardStaff(handle, async ({ actor, tx, info, form, params }) => {
  const today = tokyoDate(new Date());
  const id = params.group ?? '';
  const text = (name: string) => textIn(form, name);
  const idIn = (name: string) => (uuidPattern.test(text(name)) ? text(name) : '');
  if ((await readGroupPage({ tx, municipality: info.municipality, actor }, id, today)) === null)
    throw new Refusal(appError('notFound'));
  const intent = text('intent');
  if (intent === 'find') {
    const { entries } = await findChoices(tx, { id: 0, type: 'user', options: {} }, text('words'), today);
    const issues =
      entries.length > 0
        ? []
        : [{ path: 'words', message: '見つかりませんでした。名前・よみ・ログイン名で探せます。' }];
    return data<Answer>({ issues, found: [...entries] });
  }
  const member: Member = idIn('staff')
    ? { staffId: idIn('staff') }
    : { department: text('department'), below: form.get('below') === 'yes' };
  const acts: Record<string, () => Promise<Result<unknown>>> = {
    add: () => addMember(tx, actor, id, member, today),
    remove: () => removeMember(tx, actor, id, idIn('member'), today),
    rename: () => renameGroup(tx, actor, { id, name: text('name') }, today),
    close: () => closeGroup(tx, actor, id, today),
  };
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (act === undefined || (intent === 'remove' && idIn('member') === ''))
    throw new Refusal(appError('invalid'));
  const done = await act();
  if (!done.ok)
    return data<Answer>(
      { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
      { status: statusOf(done.error) },
    );
  const to = intent === 'close' ? staffPaths.groups : href(staffPaths.group, { group: id });
  throw redirect(
    `${to}?done=${{ add: 'added', remove: 'removed', rename: 'renamed', close: 'closed' }[intent]}`,
    {
      status: 303,
    },
  );
});

const words = {
  created: 'グループを作りました。次に、メンバーを加えてください。',
  added: 'メンバーに加えました。アクセス権には、すぐに効きます。',
  removed: 'メンバーから外しました。アクセス権には、すぐに効きます。',
  renamed: '名前を変えました。',
};

export default function GroupView() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answer | undefined;
  const { group, members, mayKeep } = page;
  return (
    <Page
      title={group.name}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.organisation, text: '組織と職員' },
        { to: staffPaths.groups, text: '職員グループ' },
      ]}
      errors={answer?.issues.length ?? 0}
    >
      <Done words={words} />
      <ErrorSummary message={answer?.message} issues={answer?.issues.length ? answer.issues : undefined} />
      <p className="quiet">
        管理する所属：{page.departmentName}
        {!mayKeep && '（メンバーを変えられるのは、この所属の係長・課長の権限がある人です）'}
      </p>
      <Section title={`メンバー（${members.length}）`} id="members">
        {members.length === 0 ? (
          <p className="empty">まだだれもいません。</p>
        ) : (
          <ul className="plain-rows">
            {members.map((one) => (
              <li key={one.id}>
                <span>{one.name}</span>
                {mayKeep && (
                  <Form method="post">
                    <Csrf />
                    <input type="hidden" name="member" value={one.id} />
                    <button type="submit" name="intent" value="remove" className="button button-quiet">
                      外す<span className="visually-hidden">：{one.name}</span>
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {mayKeep && <AddMembers found={answer?.found} issues={answer?.issues} departments={page.departments} />}
      <Section title="使われているところ" id="apps">
        {page.apps.length + page.otherApps === 0 ? (
          <p className="empty">このグループの名前が出てくる業務アプリは、まだありません。</p>
        ) : (
          <>
            <ul>
              {page.apps.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ul>
            {page.otherApps > 0 && (
              <p className="quiet">
                ほかに、あなたが使わない業務アプリ {page.otherApps} 件のアクセス権にあります。
              </p>
            )}
          </>
        )}
      </Section>
      {mayKeep && (
        <Section title="名前を変える・終わらせる" id="change">
          <Form method="post">
            <Csrf />
            <Field label="グループの名前" error={errorFor(answer?.issues, 'name')}>
              <input
                id="name"
                name="name"
                type="text"
                defaultValue={group.name}
                maxLength={100}
                autoComplete="off"
              />
            </Field>
            <Submit kind="plain" name="intent" value="rename">
              名前を変える
            </Submit>
          </Form>
          <Form method="post" className="group-end">
            <Csrf />
            <p className="note">
              終わらせると、今日から「{group.name}
              」はだれも指しません。業務アプリのアクセス権のうち、このグループによるものは効かなくなります。
            </p>
            <Submit kind="danger" name="intent" value="close">
              「{group.name}」を終わらせる
            </Submit>
          </Form>
        </Section>
      )}
    </Page>
  );
}

function AddMembers({
  found,
  issues,
  departments,
}: {
  found: Answer['found'];
  issues: Answer['issues'] | undefined;
  departments: { code: string; name: string }[];
}) {
  return (
    <Section title="加える" id="add">
      <Form method="post">
        <Csrf />
        <Field label="職員を探す" help="名前・よみ・ログイン名の一部" error={errorFor(issues, 'words')}>
          <input id="words" name="words" type="search" autoComplete="off" />
        </Field>
        <Submit kind="plain" name="intent" value="find">
          探す
        </Submit>
      </Form>
      {found !== undefined && found.length > 0 && (
        <ul className="plain-rows" aria-label="見つかった職員">
          {found.map((one) => (
            <li key={one.value}>
              <span>
                {one.label} {one.detail && <span className="quiet">{one.detail}</span>}
              </span>
              <Form method="post">
                <Csrf />
                <input type="hidden" name="staff" value={one.value} />
                <button type="submit" name="intent" value="add" className="button button-plain">
                  加える<span className="visually-hidden">：{one.label}</span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" className="group-department">
        <Csrf />
        <Field label="所属ごと加える">
          <select id="department" name="department">
            {departments.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <label className="choice">
          <input type="checkbox" name="below" value="yes" /> 下の所属も含める
        </label>
        <Submit kind="plain" name="intent" value="add">
          所属を加える
        </Submit>
      </Form>
    </Section>
  );
}
