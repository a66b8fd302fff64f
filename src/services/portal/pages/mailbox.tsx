/** Demo: mail and short messages that would have been sent. In production this address does not exist. */
import { data } from 'react-router';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { type MailboxRow, selectMailbox } from '../mailbox.sql.ts';
import { definitionsFor } from '../site.server.ts';
import { useMoment, useT } from '../site-context.tsx';
import { Page } from '../views/page.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  letters: MailboxRow[];
}

export const loader = guardResident(handle, async ({ tx, info, runtime }): Promise<Data> => {
  await definitionsFor(tx, info);
  if (runtime.config.MADOGUCHI_MODE !== 'demo') throw data(appError('notFound'), { status: 404 });
  return { letters: await selectMailbox(tx) };
});

export default function Mailbox({ loaderData: { letters } }: { loaderData: Data }) {
  const t = useT();
  const moment = useMoment();
  return (
    <Page title={t('mailbox.title')} lead={t('mailbox.lead')}>
      {letters.length === 0 && <p>{t('mailbox.none')}</p>}
      {letters.map((letter) => (
        <article className="letter" key={letter.id}>
          <h2>{letter.subject || t('mailbox.sms')}</h2>
          <p className="quiet">
            {letter.recipient} {moment(letter.at)}
          </p>
          <p className="letter-text">{linked(letter.body)}</p>
        </article>
      ))}
    </Page>
  );
}

/** Addresses in a letter can be followed. */
function linked(body: string) {
  return body.split(/(https?:\/\/[^\s]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
