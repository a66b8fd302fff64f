export { type MailAddress, parseMailAddress } from './address.ts';
export { countDelivery, type DomainRate, forgetOldDeliveries, selectDomainRates } from './deliveries.sql.ts';
export { createMailer, type MailerOptions } from './mailer.server.ts';
export type { Mail, Mailbox, Mailer, MailFailure, SentMail } from './model.ts';
