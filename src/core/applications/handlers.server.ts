/** What the office's messages do on the resident side. Each runs once per message id, in the transaction that marks it delivered. */

import { definitionsOf } from '#core/definitions.server';
import { type MessageKind, post, read } from '#core/exchange.server';
import { markCodeBounced } from '#core/people/accounts.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import {
  insertDocument,
  insertEventOnce,
  insertOfficeMessage,
  insertVerification,
  selectNewsChannel,
  updateCorrectionAsked,
  updateOwnerOnly,
  updateState,
  updateVerification,
} from './deliveries.sql.ts';
import { sayIn } from './say.server.ts';

/** `portalOrigin` stands in the short mails that tell there is news; they hold nothing personal. */
export function portalHandlers(portalOrigin: string): Handlers {
  const on = <K extends MessageKind>(
    kind: K,
    work: (message: ReturnType<typeof read<K>>, deliver: Deliver) => Promise<void>,
  ) => ({
    [kind]: {
      zone: 'portal' as const,
      handle: (deliver: Deliver) => work(read(kind, deliver.message.payload), deliver),
    },
  });
  const tell = (deliver: Deliver, applicationId: string, news: string) =>
    sendNews(deliver, portalOrigin, applicationId, news);

  return {
    ...on('case.receipt', async () => {}),
    ...on('application.access', (access, { tx, message }) => updateOwnerOnly(tx, message.id, access)),
    ...on('case.state', async ({ applicationId, state, at, dueOn, visit }, deliver) => {
      const { tx, message } = deliver;
      const detail = visit === null ? {} : { yen: visit.yen };
      const fresh = await insertEventOnce(tx, {
        messageId: message.id,
        applicationId,
        at,
        kind: state,
        detail,
      });
      if (!fresh) return;
      const changed = await updateState(tx, { applicationId, state, at, dueOn, visit });
      if (changed && state !== 'arrived' && state !== 'corrected' && state !== 'withdrawn')
        await tell(deliver, applicationId, 'state');
    }),
    ...on(
      'case.correctionAsked',
      async ({ applicationId, at, fields, message: letter, answerBy }, deliver) => {
        const { tx, message } = deliver;
        const fresh = await insertEventOnce(tx, {
          messageId: message.id,
          applicationId,
          at,
          kind: 'correctionAsked',
        });
        if (!fresh) return;
        await updateCorrectionAsked(tx, applicationId, at, {
          fields,
          message: letter,
          answerBy,
          askedAt: at,
        });
        await tell(deliver, applicationId, 'correction');
      },
    ),
    ...on('case.message', async ({ applicationId, at, body }, deliver) => {
      const fresh = await insertOfficeMessage(deliver.tx, {
        messageId: deliver.message.id,
        applicationId,
        at,
        body,
      });
      if (fresh) await tell(deliver, applicationId, 'message');
    }),
    ...on('document.issued', async (document, deliver) => {
      const { tx, message } = deliver;
      const { applicationId, documentId: id, title, number, sha256, bytes, issuedAt } = document;
      const issuedOn = tokyoDate(new Date(issuedAt));
      await insertVerification(tx, {
        code: document.verificationCode,
        title,
        number,
        issuedOn,
        issuer: document.issuer,
        signature: document.signature,
      });
      if (applicationId === null) return;
      const fresh = await insertDocument(tx, { id, applicationId, number, title, sha256, bytes, issuedAt });
      if (!fresh) return;
      await insertEventOnce(tx, {
        messageId: message.id,
        applicationId,
        at: issuedAt,
        kind: 'documentIssued',
        detail: { title },
      });
      await tell(deliver, applicationId, 'document');
    }),
    ...on('document.state', async ({ documentId, verificationCode: code, state, on: day }, { tx }) => {
      await updateVerification(tx, { code, documentId, state, on: day });
    }),
    ...on('code.bounced', async ({ codeId }, { tx }) => {
      await markCodeBounced(tx, codeId);
    }),
  };
}

/** Says that there is news and where to read it: no name, no procedure, no number. */
async function sendNews(
  deliver: Deliver,
  origin: string,
  applicationId: string,
  news: string,
): Promise<void> {
  const { tx, municipality, message } = deliver;
  const channel = await selectNewsChannel(tx, applicationId);
  if (channel === null) return;
  const { subject, text } = await newsText(tx, municipality, channel.language, news, origin);
  const dedupKey = `news:${message.id}`;
  if (channel.kind === 'mail') await post(tx, 'mail.send', { to: channel.address, subject, text }, dedupKey);
  else await post(tx, 'sms.send', { to: channel.address, text }, dedupKey);
}

async function newsText(tx: Tx, municipality: string, language: string, news: string, origin: string) {
  const definitions = await definitionsOf(tx, municipality);
  const { name, nameEn, phone } = definitions.organisation(tokyoDate(new Date())).municipality;
  const say = sayIn(definitions, language);
  const city = language === 'en' ? nameEn : name;
  const url = `${origin}${language === 'ja' ? '' : `/${language}`}/me`;
  return {
    subject: say('mail.news.subject', { city }),
    text: say(`mail.news.${news}`, { city, url, phone }),
  };
}
