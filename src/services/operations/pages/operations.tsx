/** 運用: messages that do not get through, with what can be done; how mail arrives. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { selectDomainRates } from '#platform/mail.server';
import { dropHeld, releaseHeld, retryMessage, selectStuck } from '#platform/outbox.server';
import { staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Page, Section } from '#ui/staff';
import { Rates } from '../views/rates.tsx';
import { Stuck } from '../views/stuck.tsx';
import { isAlarming, kindWords } from '../words.ts';

export const handle = { permission: 'operations.read', script: true } satisfies RouteHandle<StaffPermission>;
const stuckAfterMinutes = 5;

export const loader = guardStaff(handle, async ({ tx, touched }) => {
  touched('outbox', []);
  const messages = await selectStuck(tx, stuckAfterMinutes);
  const rates = await selectDomainRates(tx);
  return {
    messages: messages.map((one) => ({
      id: one.id,
      what: kindWords[one.kind as keyof typeof kindWords] ?? one.kind,
      since: timeOf(one.created_at),
      attempts: one.attempts,
      error: one.last_error,
      held: one.held,
    })),
    rates: rates.map((one) => ({ ...one, alarming: isAlarming(one) })),
  };
});

export type OperationsPage = Awaited<ReturnType<typeof loader>>;

const words = {
  retry: 'もう一度送り直しています。',
  release: '送ることにしました。',
  drop: '送らないことにしました。',
};

export const action = guardStaff(
  { permission: 'operations.act' } satisfies RouteHandle<StaffPermission>,
  async ({ tx, form, touched }) => {
    const intent = String(form.get('intent') ?? '');
    const id = String(form.get('id') ?? '');
    touched('outbox', [id], [], `outbox.${intent}`);
    const safe = /^\d{1,18}$/.test(id) ? [id] : [];
    const done =
      intent === 'retry'
        ? await retryMessage(tx, id)
        : intent === 'release'
          ? (await releaseHeld(tx, safe)).length > 0
          : intent === 'drop'
            ? (await dropHeld(tx, safe)).length > 0
            : false;
    if (done) throw redirect(`${staffPaths.operations}?done=${intent}`, { status: 303 });
    return data({ message: sentenceOf({ code: 'conflict' }) }, { status: 409 });
  },
);

function timeOf(at: Date): string {
  const { hour, minute } = tokyoDateTimeParts(at);
  return `${formatBoth(tokyoDate(at))} ${hour}:${String(minute).padStart(2, '0')}`;
}

export default function Operations() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page title="運用" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]} errors={failed ? 1 : 0} wide>
      <Done words={words} />
      <ErrorSummary message={failed?.message} />
      <Section title="届いていないもの" id="stuck">
        {page.messages.length === 0 ? (
          <p className="empty">すべて届いています。</p>
        ) : (
          <Stuck messages={page.messages} />
        )}
      </Section>
      <Section title="メールの届き方（24時間）" id="mail">
        {page.rates.length === 0 ? (
          <p className="empty">この24時間に送ったメールはありません。</p>
        ) : (
          <Rates rates={page.rates} />
        )}
      </Section>
    </Page>
  );
}
