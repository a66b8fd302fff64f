/** One integration: its tokens, its webhooks, what was delivered. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { apiScopes, mostTokenDays, webhookKinds } from '#core/integrations';
import {
  selectDeliveries,
  selectEndpoints,
  selectIntegration,
  selectTokens,
} from '#core/integrations.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatShort, formatWareki, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Facts, KeptForm, Page, Section, Submit } from '#ui/staff';
import { actOf, actOnIntegration } from '../act-on-integration.server.ts';
import { TokenForm, TokenTable } from '../views/tokens.tsx';
import { EndpointForm, Endpoints } from '../views/webhooks.tsx';
import { deliveryStates, resultWords, roleWords } from '../words.ts';

export const handle = {
  permission: 'integration.manage',
  script: true,
} satisfies RouteHandle<StaffPermission>;

function moment(at: Date | null): string | null {
  if (at === null) return null;
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}

export const loader = guardStaff(handle, async ({ tx, params }) => {
  const row = await selectIntegration(tx, params.integration ?? '');
  if (row === null) throw new Refusal(appError('notFound'));
  const endpoints = await selectEndpoints(tx, row.id);
  return {
    id: row.id,
    name: row.name,
    ended: row.ended_at === null ? null : moment(row.ended_at),
    facts: [
      ['目的', row.purpose],
      ['連絡先', row.contact],
      ['役職として', `${row.department_name} ${row.position}`],
      [
        '役割',
        row.roles.map((role) => roleWords[role as keyof typeof roleWords]).join('、') || '案件を読むだけ',
      ],
      ['登録した日', formatWareki(tokyoDate(row.created_at))],
    ] satisfies [string, string][],
    tokens: (await selectTokens(tx, row.id)).map((token) => ({
      id: token.id,
      label: token.label,
      scopes: token.scopes.map((scope) => apiScopes[scope]),
      until: moment(token.expires_at)!,
      used: moment(token.last_used_at),
      state:
        token.revoked_at !== null
          ? ('revoked' as const)
          : token.expires_at < new Date()
            ? ('expired' as const)
            : ('live' as const),
    })),
    endpoints: await Promise.all(
      endpoints.map(async (one) => ({
        id: one.id,
        url: one.url,
        kinds: one.kinds.map((kind) => webhookKinds[kind]),
        stopped: one.stopped_at !== null,
        twoSecrets: one.old_secret_until !== null && one.old_secret_until > new Date(),
        deliveries: (await selectDeliveries(tx, one.id, 30)).map((each) => ({
          id: each.id,
          kind: webhookKinds[each.kind],
          at: moment(each.created_at)!,
          state: each.state,
          stateLabel: deliveryStates[each.state],
          attempts: each.attempts,
          result: resultWords(each.last_result),
          next: each.state === 'waiting' && each.attempts > 0 ? moment(each.next_attempt_at) : null,
        })),
      })),
    ),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const act = actOf(scene.form);
  const id = scene.params.integration ?? '';
  if (act === undefined) throw new Refusal(appError('invalid'));
  const done = await actOnIntegration(scene, act);
  if (!done.ok && done.error.code === 'notFound') throw new Refusal(done.error);
  if (!done.ok)
    return data(
      {
        shown: null,
        message: done.error.issues ? undefined : sentenceOf(done.error),
        issues: done.error.issues ?? [],
      },
      { status: statusOf(done.error) },
    );
  scene.touched('integration', [id], [], `integration.${act}`);
  // Shown in the answer itself: an address or a session would keep it.
  if (done.value !== null) return { shown: done.value, message: undefined, issues: [] };
  if (act === 'end') throw redirect(`${staffPaths.integrations}?done=ended`, { status: 303 });
  throw redirect(`${href(staffPaths.integration, { integration: id })}?done=${act}`, { status: 303 });
});

const words = {
  created: '連携を登録しました。続けて、トークンを作ってください。',
  revoke: 'トークンを取り消しました。いまから使えません。',
  stop: 'この送り先への通知をやめました。',
  replay: 'もう一度送ります。',
};

export default function Integration() {
  const { name, ended, facts, tokens, endpoints } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  const issues = done?.issues ?? [];
  return (
    <Page
      title={name}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.integrations, text: '連携' },
      ]}
      errors={issues.length}
    >
      <Done words={words} />
      <ErrorSummary message={done?.message} issues={issues} />
      {done?.shown && (
        <section className="next-step" role="status" aria-labelledby="shown-title">
          <h2 id="shown-title">
            {done.shown.kind === 'token' ? 'トークンができました' : '署名の秘密ができました'}
          </h2>
          <p>いま一度だけ見せます。相手のシステムに安全な方法で渡してください。もう一度は見られません。</p>
          <p>
            <output className="secret-text">{done.shown.text}</output>
          </p>
        </section>
      )}
      {ended && <p className="note note-warning">この連携は{ended}に終わりました。</p>}
      <Facts rows={facts} />
      <Section title="トークン" id="tokens">
        <TokenTable tokens={tokens} />
        {!ended && <TokenForm scopes={Object.entries(apiScopes)} most={mostTokenDays} issues={issues} />}
      </Section>
      <Section title="通知（Webhook）" id="webhooks">
        <Endpoints endpoints={endpoints} />
        {!ended && <EndpointForm kinds={Object.entries(webhookKinds)} issues={issues} />}
      </Section>
      {!ended && (
        <Section title="連携を終える" id="end">
          <p>トークン、通知、このシステムの役職が、すべてすぐに終わります。記録は残ります。</p>
          <KeptForm name="integration-end">
            <Csrf />
            <Submit kind="danger" name="intent" value="end">
              この連携を終える
            </Submit>
          </KeptForm>
        </Section>
      )}
    </Page>
  );
}
