import { err, ok, type Result } from '#kernel/result';
import type { Sms, SmsFailure, SmsMailbox, SmsSender } from './model.ts';
import { parseMobileNumber } from './number.ts';

export interface SmsOptions {
  /** A gateway speaking the protocol of the README. */
  gateway?: { url: string; token: string };
  /** Development and demo: takes all messages while no gateway is set. */
  mailbox?: SmsMailbox;
  timeoutMs?: number;
}

const table = {
  invalid: { code: 'invalid', retry: false, message: '携帯電話の番号を確かめてください。' },
  bounced: { code: 'invalid', retry: false, message: 'この番号には届きませんでした。' },
  temporary: { code: 'unavailable', retry: true, message: 'SMSを送れませんでした。自動でもう一度送ります。' },
  misconfigured: { code: 'unavailable', retry: true, message: 'SMSの設定に問題があります。' },
} as const;
const failure = (kind: SmsFailure['kind']) => err<SmsFailure>({ kind, ...table[kind] });

/** What a status says: the number's fault, ours, or nobody's for now. */
function failureOf(status: number): SmsFailure['kind'] {
  if (status === 422) return 'bounced';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'temporary';
  return 'misconfigured';
}

/** Sends short messages through a gateway. It only sends: queueing and retrying is the outbox's. */
export function createSmsSender(options: SmsOptions): SmsSender {
  const { gateway, mailbox } = options;
  if (gateway === undefined && mailbox === undefined) throw new Error('Give a gateway or a mailbox.');

  async function sendSms(sms: Sms): Promise<Result<{ id: string }, SmsFailure>> {
    const to = parseMobileNumber(sms.to);
    if (!to.ok) return failure('invalid');
    if (gateway === undefined) {
      await mailbox?.store({ kind: 'sms', id: sms.id, recipient: to.value, subject: '', body: sms.text });
      return ok({ id: sms.id });
    }
    try {
      const response = await fetch(
        new URL('messages', gateway.url.endsWith('/') ? gateway.url : `${gateway.url}/`),
        {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
          headers: {
            authorization: `Bearer ${gateway.token}`,
            'content-type': 'application/json',
            'idempotency-key': sms.id,
          },
          body: JSON.stringify({ to: to.value, text: sms.text }),
        },
      );
      if (!response.ok) return failure(failureOf(response.status));
      const body = (await response.json()) as { id?: unknown };
      return typeof body.id === 'string' ? ok({ id: body.id }) : failure('temporary');
    } catch {
      return failure('temporary');
    }
  }

  return { sendSms };
}
