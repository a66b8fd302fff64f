export { type MailAddress, parseMailAddress } from './address.ts';
export type { Mail, Mailbox, Mailer, MailFailure, SentMail } from './model.ts';
