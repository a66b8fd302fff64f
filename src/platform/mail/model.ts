import type { AppError } from '#kernel/errors';
import type { Result } from '#kernel/result';

export interface Mail {
  /** Idempotency id (the outbox row): the same id gives the same Message-ID, so a resend is recognisable as one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** `https:` (answered to one click, RFC 8058) or `mailto:`. */
  listUnsubscribe?: string;
}

export interface SentMail {
  messageId: string;
}

/**
 * - `invalid`: no address at all; `bounced`: the address takes no mail; `refused`: this message was not taken. All final.
 * - `temporary`: try again; `misconfigured`: try again, but an operator has to look (sign-in, sender, relay).
 */
export interface MailFailure extends AppError {
  kind: 'invalid' | 'bounced' | 'refused' | 'temporary' | 'misconfigured';
  retry: boolean;
}

/** Port: where messages go in development and demo instead of out. Filled by the caller; idempotent by `id`. */
export interface Mailbox {
  store(message: {
    kind: 'mail';
    id: string;
    recipient: string;
    subject: string;
    body: string;
    html?: string;
  }): Promise<void>;
}

export interface Mailer {
  sendMail(mail: Mail): Promise<Result<SentMail, MailFailure>>;
  /** Whether the mail server takes our connection and sign-in; for the health page. */
  check(): Promise<boolean>;
  close(): void;
}
