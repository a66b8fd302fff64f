export { type MailAddress, parseMailAddress } from './address.ts';
export { createMailer, type MailerOptions } from './mailer.server.ts';
export type { Mail, Mailbox, Mailer, MailFailure, SentMail } from './model.ts';
