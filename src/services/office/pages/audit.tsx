/** Who saw or did what, acting in which post, and why. Values never stand here. */
import { Form, Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { auditSigner } from '#platform/audit/sealing.server';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { type AccessWays, accessWays } from '../access-ways.server.ts';
import { type AuditLine, selectAround, selectAudit, selectReceiptNumbers } from '../audit-list.sql.ts';
import { readSearch, searchOf } from '../audit-search.ts';
import { actText, classText, nounText, purposeText, zoneText } from '../audit-words.ts';
import { sealingState, timeOf } from '../sealing-state.server.ts';
import { AuditFilters } from '../views/audit-filters.tsx';
import { AuditTable } from '../views/audit-table.tsx';
import { Sealing } from '../views/sealing.tsx';

export const handle = { permission: 'audit.read', script: true } satisfies RouteHandle<StaffPermission>;

const limit = 100;

export const loader = guardStaff(handle, async ({ tx, info, actor, request, runtime, touched }) => {
  const search = readSearch(new URL(request.url).searchParams, tokyoDate(new Date()));
  const { record, login, act, purpose } = search.typed;
  const around = record === '' ? null : await selectAround(tx, record);
  const ids = around?.ids ?? (record === '' ? undefined : [record]);
  const rows =
    search.issues.length > 0
      ? []
      : await selectAudit(tx, {
          ...(ids === undefined ? {} : { ids }),
          login: login.toLowerCase(),
          act,
          purpose,
          ...search,
          limit: limit + 1,
        });
  const shown = rows.slice(0, limit);
  const numbers = await selectReceiptNumbers(tx, [...new Set(shown.flatMap((row) => row.ids.slice(0, 3)))]);
  const desk = { tx, municipality: info.municipality, actor };
  const ways = await accessWays(desk, shown);
  touched('audit', around === null ? [] : [around.caseId], ['internal']);
  const signer = auditSigner(runtime.keyring, info.municipality, runtime.config.AUDIT_TRUSTED_KEYS);
  return {
    // Nobody knows an id by heart: the box shows the number of what was found.
    search: { ...search.typed, record: around?.receiptNumber ?? record },
    issues: search.issues,
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    later: search.before !== undefined,
    sealing: await sealingState(tx, signer),
    rows: shown.map((row) => lineOf(row, numbers, ways)),
  };
});

function lineOf(row: AuditLine, numbers: Map<string, string>, ways: AccessWays) {
  const staff = row.actor_kind === 'staff';
  return {
    id: row.id,
    at: timeOf(row.at),
    zone: zoneText(row.zone),
    who: row.redacted ? '（廃棄済み）' : (row.name ?? otherActors[row.actor_kind] ?? '申請者など'),
    login: staff ? row.login : null,
    post: row.post ?? '',
    act: actText(row.act),
    noun: nounText(row.noun),
    purpose: purposeText(row.purpose),
    records: row.ids.slice(0, 3).map((id) => ({
      id,
      text: numbers.get(id) ?? ways.titles.get(id) ?? id.slice(0, 8),
    })),
    ways: ways.of(row),
    more: Math.max(0, row.ids.length - 3),
    classes: row.field_classes.map(classText).join('、'),
  };
}

const otherActors: Record<string, string> = {
  system: '自動処理',
  operator: '管理者（コマンド）',
  staff: '（退職した職員）',
  stranger: 'サインイン前の人',
};

export default function Audit() {
  const { rows, search, issues, next, later, sealing } = useLoaderData<typeof loader>();
  const asked = Object.values(search).some((value) => value !== '');
  return (
    <Page
      title="操作の記録"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      errors={issues.length}
      actions={
        <Link className="button button-plain" to={staffPaths.appAccess}>
          業務アプリのアクセス権
        </Link>
      }
    >
      <Sealing state={sealing} />
      <search>
        <Form method="get" className="filters">
          <AuditFilters search={search} issues={issues} />
          <button type="submit" className="button button-plain">
            さがす
          </button>
          {asked && <Link to={staffPaths.audit}>条件を消す</Link>}
        </Form>
      </search>
      {rows.length === 0 ? (
        <p className="empty">
          {issues.length > 0
            ? '日付を直すと、さがせます。'
            : asked
              ? 'この条件の記録はありません。'
              : '記録はまだありません。'}
        </p>
      ) : (
        <AuditTable rows={rows} />
      )}
      {(next !== null || later) && (
        <p className="below-list">
          {later && (
            <Link to={href(staffPaths.audit, undefined, searchOf(search))}>いちばん新しい記録へ</Link>
          )}
          {next !== null && (
            <Link to={href(staffPaths.audit, undefined, { ...searchOf(search), before: next })}>
              これより前の{limit}件
            </Link>
          )}
        </p>
      )}
    </Page>
  );
}
