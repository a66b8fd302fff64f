/** A city to back up, empty places to restore it into, and a mail server that counts, for tests of rooms above core/backup. */
export { emptyPlace, type Fixture, openFixture, type Place } from '../../src/core/backup/fixture.testing.ts';
export { type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.testing.ts';
