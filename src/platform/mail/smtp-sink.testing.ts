/** Test helper: a real SMTP server on a free port that keeps what it gets and fails when told to. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface SinkMessage {
  from: string;
  to: string[];
  raw: string;
}
export interface SmtpSink {
  url: string;
  messages: SinkMessage[];
  /** Answer from now on at this step; without arguments all is well again. `hang` never answers. */
  fail(step?: 'MAIL' | 'RCPT' | 'DATA' | 'AUTH', code?: number | 'hang', text?: string): void;
  close(): Promise<void>;
}

export async function startSmtpSink(
  options: { auth?: { user: string; pass: string } } = {},
): Promise<SmtpSink> {
  const messages: SinkMessage[] = [];
  let trouble: { step: string; code: number | 'hang'; text: string } | undefined;
  const answer = (step: string, callback: (error?: Error | null) => void) => {
    if (trouble?.step !== step) return callback();
    if (trouble.code !== 'hang')
      callback(Object.assign(new Error(trouble.text), { responseCode: trouble.code }));
  };
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: options.auth === undefined,
    allowInsecureAuth: true,
    // Its strict grammar refuses quoted local parts, which real servers take.
    lenientAddressParsing: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (given, _session, callback) => {
      const right = given.username === options.auth?.user && given.password === options.auth?.pass;
      callback(right ? null : new Error('Invalid credentials'), { user: given.username });
    },
    onMailFrom: (_address, _session, callback) => answer('MAIL', callback),
    onRcptTo: (_address, _session, callback) => answer('RCPT', callback),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () =>
        answer('DATA', (error) => {
          if (!error) {
            const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
            messages.push({
              from,
              to: session.envelope.rcptTo.map((to) => to.address),
              raw: Buffer.concat(chunks).toString('utf8'),
            });
          }
          callback(error);
        }),
      );
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const credentials =
    options.auth === undefined
      ? ''
      : `${encodeURIComponent(options.auth.user)}:${encodeURIComponent(options.auth.pass)}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    messages,
    fail: (step, code = 451, text = 'told to fail') => {
      trouble = step === undefined ? undefined : { step, code, text };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
