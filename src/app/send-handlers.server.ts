/** Mail and SMS leave here: through a server or gateway, or into the development mailbox where none is set. */
import { post, read } from '#core/exchange.server';
import type { AppError } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { Config } from '#platform/config.server';
import type { Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { countDelivery, createMailer, type Mailer } from '#platform/mail.server';
import type { Handlers } from '#platform/outbox.server';
import { createSmsSender, type SmsSender } from '#platform/sms.server';
import { insertMailbox } from './mailbox.sql.ts';

type Failure = AppError & { kind: string; retry: boolean };

/** Handlers of `mail.send` and `sms.send`. A final failure of a one-time code is told to the resident side. */
export function sendHandlers(config: Config, log: Log): Handlers {
  const from = senderOf(config.MAIL_FROM);
  const smtp = config.SMTP_URL === undefined ? undefined : createMailer({ from, smtpUrl: config.SMTP_URL });
  const gateway =
    config.SMS_URL === undefined ? undefined : createSmsSender({ gateway: gatewayOf(config.SMS_URL) });
  const mailer = (tx: Tx): Mailer =>
    smtp ?? createMailer({ from, mailbox: { store: (mail) => insertMailbox(tx, mail) } });
  const sender = (tx: Tx): SmsSender =>
    gateway ?? createSmsSender({ mailbox: { store: (sms) => insertMailbox(tx, sms) } });

  async function settle(
    tx: Tx,
    id: string,
    sent: Result<unknown, Failure>,
    codeId: string | null,
  ): Promise<void> {
    if (sent.ok) return;
    const { kind, retry } = sent.error;
    if (retry) throw Object.assign(new Error('not delivered yet'), { code: `delivery-${kind}` });
    log.warn('message could not be delivered', { outbox: id, reason: kind });
    if (codeId !== null) await post(tx, 'code.bounced', { codeId }, `bounced:${id}`);
  }

  return {
    'mail.send': {
      zone: 'worker',
      lines: 3,
      async handle({ message, tx }) {
        const { to, subject, text, codeId } = read('mail.send', message.payload);
        const sent = await mailer(tx).sendMail({ id: message.id, to, subject, text });
        await settle(tx, message.id, sent, codeId);
        await countDelivery(tx, to, sent.ok);
      },
    },
    'sms.send': {
      zone: 'worker',
      lines: 1,
      async handle({ message, tx }) {
        const { to, text, codeId } = read('sms.send', message.payload);
        await settle(tx, message.id, await sender(tx).sendSms({ id: message.id, to, text }), codeId);
      },
    },
  };
}

/** `Name <address>`, or an address alone. A bare `localhost` gets a domain nobody owns. */
export function senderOf(text: string): { name: string; address: string } {
  const match = /^([^<>]*)<([^<>]+)>\s*$/.exec(text);
  const address = (match?.[2] ?? text).trim().replace(/@localhost$/, '@madoguchi.invalid');
  return { name: match?.[1]?.trim() ?? '', address };
}

/** The token of the gateway stands in the URL as its password, so that one setting says it all. */
export function gatewayOf(text: string): { url: string; token: string } {
  const url = new URL(text);
  const token = decodeURIComponent(url.password || url.username);
  url.username = '';
  url.password = '';
  return { url: url.toString(), token };
}
