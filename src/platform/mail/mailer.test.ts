import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseMailAddress } from '#platform/mail';
import { createMailer } from '#platform/mail.server';
import { type SmtpSink, startSmtpSink } from './smtp-sink.testing.ts';

const from = { name: '見本市', address: 'noreply@city.example.jp' };
const mail = {
  id: 'outbox-1',
  to: 'namae@example.jp',
  subject: '受付のお知らせ',
  text: '受け付けました。\n見本市',
};
let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.close());
const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

test('a mail arrives as written; the same id gives the same Message-ID', async () => {
  const mailer = createMailer({ from, smtpUrl: sink.url });
  const sent = [
    await mailer.sendMail(mail),
    await mailer.sendMail(mail),
    await mailer.sendMail({ ...mail, id: 'outbox-2' }),
  ];
  expect(sent.every((result) => result.ok)).toBe(true);
  const ids = sink.messages.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim());
  expect(ids[0]).toMatch(/^<[0-9a-f]{40}@city\.example\.jp>$/);
  expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
  const { raw } = sink.messages[0] ?? { raw: '' };
  expect(Buffer.from(raw.slice(raw.indexOf('\r\n\r\n')), 'base64').toString()).toContain('受け付けました。');
  expect(headersOf(raw)).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(await mailer.check()).toBe(true);
});

test('addresses of old mobile telephones are taken and reach the server in quotes', async () => {
  const mailer = createMailer({ from, smtpUrl: sink.url });
  for (const to of [
    'a..b@docomo.ne.jp',
    '.abc@ezweb.ne.jp',
    'abc.@docomo.ne.jp',
    '"x..y"@docomo.ne.jp',
    'ａｂｃ＠ｅｘａｍｐｌｅ．ｊｐ',
  ])
    expect(await mailer.sendMail({ ...mail, to }), to).toMatchObject({ ok: true });
  expect(sink.messages.map((message) => message.to[0])).toEqual([
    '"a..b"@docomo.ne.jp',
    '".abc"@ezweb.ne.jp',
    '"abc."@docomo.ne.jp',
    '"x..y"@docomo.ne.jp',
    'abc@example.jp',
  ]);
  expect(headersOf(sink.messages[0]?.raw ?? '')).toMatch(/^To: .*"a\.\.b"@docomo\.ne\.jp/m);
});

test('what is no address is refused before anything is sent', async () => {
  for (const bad of [
    '',
    'a',
    'a@b',
    'a b@example.jp',
    'a@example.jp\r\nBcc: x@example.jp',
    'a@example.jp,b@example.jp',
    '<a@example.jp>',
    'a@-x.jp',
    '"a\\"b"@example.jp',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@example.jp`,
  ])
    expect(parseMailAddress(bad).ok, bad).toBe(false);
  expect(parseMailAddress('a@日本語.jp')).toMatchObject({ value: { smtp: 'a@xn--wgv71a119e.jp' } });
  const mailer = createMailer({ from, smtpUrl: sink.url });
  expect(await mailer.sendMail({ ...mail, to: 'x' })).toMatchObject({
    error: { kind: 'invalid', retry: false },
  });
  expect(sink.messages).toEqual([]);
});

test('no text can become a header or another recipient', async () => {
  const attack = 'x\r\nBcc: victim@example.jp\r\n\r\nbody\u2028Bcc: y@example.jp';
  const mailer = createMailer({ from: { ...from, name: attack }, smtpUrl: sink.url });
  const listUnsubscribe = 'https://city.example.jp/u?a=<b>\r\nBcc: z@example.jp';
  expect(
    await mailer.sendMail({ ...mail, id: attack, subject: attack, text: attack, listUnsubscribe }),
  ).toMatchObject({ ok: true });
  const [message] = sink.messages;
  expect(message?.to).toEqual(['namae@example.jp']);
  const headers = headersOf(message?.raw ?? '');
  expect(headers).not.toMatch(/^(Bcc|Cc)/im);
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
});

test('5xx to the recipient is a bounce, 4xx is tried again, our own mistakes mark nobody', async () => {
  const mailer = createMailer({ from, smtpUrl: sink.url, timeoutMs: 500 });
  const cases = [
    ['RCPT', 550, '5.1.1 User unknown', 'bounced'],
    ['RCPT', 450, '4.2.0 Greylisted', 'temporary'],
    ['RCPT', 554, '5.7.1 Relay access denied', 'misconfigured'],
    ['MAIL', 553, '5.1.8 Sender rejected', 'misconfigured'],
    ['DATA', 554, 'Spam', 'refused'],
    ['DATA', 452, 'Full', 'temporary'],
    ['DATA', 'hang', '', 'temporary'],
  ] as const;
  for (const [step, code, text, kind] of cases) {
    sink.fail(step, code, text);
    const result = await mailer.sendMail(mail);
    expect(result, `${step} ${code}`).toMatchObject({
      ok: false,
      error: { kind, retry: kind === 'temporary' || kind === 'misconfigured' },
    });
    expect(JSON.stringify(result)).not.toContain('namae');
  }
  sink.fail();
  expect(await mailer.sendMail(mail)).toMatchObject({ ok: true });
});

test('to another machine nothing goes without TLS, unless the address says so', async () => {
  // The same machine by a name that is not known to be this one; the sink knows no STARTTLS.
  const away = sink.url.replace('127.0.0.1', '127.1');
  expect(away).not.toBe(sink.url);
  const before = sink.messages.length;
  expect(await createMailer({ from, smtpUrl: away, timeoutMs: 2_000 }).sendMail(mail)).toMatchObject({
    ok: false,
  });
  expect(sink.messages).toHaveLength(before);
  const open = createMailer({ from, smtpUrl: `${away}?requireTLS=false`, timeoutMs: 2_000 });
  expect(await open.sendMail(mail)).toMatchObject({ ok: true });
});

test('a wrong password is ours, a closed server is temporary', async () => {
  const locked = await startSmtpSink({ auth: { user: 'city', pass: 'right' } });
  const wrong = createMailer({ from, smtpUrl: locked.url.replace('right', 'wrong') });
  expect(await wrong.sendMail(mail)).toMatchObject({ error: { kind: 'misconfigured' } });
  expect(await createMailer({ from, smtpUrl: locked.url }).sendMail(mail)).toMatchObject({ ok: true });
  await locked.close();
  expect(await wrong.sendMail(mail)).toMatchObject({ error: { kind: 'temporary' } });
});

test('without a server the mailbox takes the mail', async () => {
  const kept: unknown[] = [];
  const mailer = createMailer({ from, mailbox: { store: async (message) => void kept.push(message) } });
  expect(await mailer.sendMail(mail)).toMatchObject({ ok: true });
  expect(kept).toEqual([
    { kind: 'mail', id: 'outbox-1', recipient: mail.to, subject: mail.subject, body: mail.text },
  ]);
});
