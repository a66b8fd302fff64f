import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { err, ok, type Result } from '#kernel/result';
import { parseMailAddress } from './address.ts';
import { failureOf, mailFailure } from './failure.server.ts';
import type { Mail, Mailbox, Mailer, MailFailure, SentMail } from './model.ts';

export interface MailerOptions {
  from: { name: string; address: string };
  /** `smtp://user:password@host:587`, `smtps://…`; `?requireTLS=false` for a relay without TLS; `?pool=true` keeps connections for mass mail. */
  smtpUrl?: string;
  /** Development and demo: takes all mail while no `smtpUrl` is set. */
  mailbox?: Mailbox;
  timeoutMs?: number;
}

/** One line without controls: what would begin a header of its own becomes a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();

function unsubscribeHeaders(target: string | undefined): Record<string, string> {
  if (target === undefined) return {};
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:')
    throw new Error('listUnsubscribe is https: or mailto:');
  const header = { 'List-Unsubscribe': `<${url.href.replace(/[<>]/g, encodeURIComponent)}>` };
  return url.protocol === 'https:'
    ? { ...header, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : header;
}

/** To another machine never in the open, unless the address says `?requireTLS=false`. */
function mustEncrypt(smtpUrl: string): boolean {
  const url = new URL(smtpUrl);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return !here && url.searchParams.get('requireTLS') !== 'false';
}

/** Sends one mail to one person at a time: nobody sees another recipient. */
export function createMailer(options: MailerOptions): Mailer {
  const from = parseMailAddress(options.from.address);
  if (!from.ok) throw new Error('The sender address is not valid.');
  const sender = { name: oneLine(options.from.name), address: from.value.smtp };
  const timeout = options.timeoutMs ?? 20_000;
  const transport =
    options.smtpUrl === undefined
      ? undefined
      : createTransport(
          // A message never pulls in a file or address of this server.
          {
            url: options.smtpUrl,
            ...(mustEncrypt(options.smtpUrl) ? { requireTLS: true } : {}),
            connectionTimeout: timeout,
            greetingTimeout: timeout,
            socketTimeout: timeout,
            disableFileAccess: true,
            disableUrlAccess: true,
          },
        );
  if (transport === undefined && options.mailbox === undefined)
    throw new Error('Give a smtpUrl or a mailbox.');
  const host = sender.address.slice(sender.address.lastIndexOf('@') + 1);

  async function sendMail(mail: Mail): Promise<Result<SentMail, MailFailure>> {
    const to = parseMailAddress(mail.to);
    if (!to.ok) return err(mailFailure('invalid', to.error.message));
    const messageId = `<${createHash('sha256').update(mail.id).digest('hex').slice(0, 40)}@${host}>`;
    const subject = oneLine(mail.subject);
    if (transport === undefined) {
      const html = mail.html === undefined ? {} : { html: mail.html };
      await options.mailbox?.store({
        kind: 'mail',
        id: mail.id,
        recipient: to.value.address,
        subject,
        body: mail.text,
        ...html,
      });
      return ok({ messageId });
    }
    try {
      await transport.sendMail({
        from: sender,
        to: { name: '', address: to.value.smtp },
        envelope: { from: sender.address, to: [to.value.smtp] },
        subject,
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        messageId,
        textEncoding: 'base64',
        headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(mail.listUnsubscribe) },
      });
      return ok({ messageId });
    } catch (error) {
      return err(failureOf(error));
    }
  }

  return {
    sendMail,
    check: async () => transport === undefined || (await transport.verify().catch(() => false)),
    close: () => transport?.close(),
  };
}
