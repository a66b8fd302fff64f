/** A mail server for tests of rooms above platform/mail: keeps what it gets, fails or hangs when told to. */
export { type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.testing.ts';
