import type { MailFailure } from './model.ts';

const table = {
  invalid: { code: 'invalid', retry: false, message: 'メールアドレスの形を確かめてください。' },
  bounced: { code: 'invalid', retry: false, message: 'このメールアドレスには届きませんでした。' },
  refused: { code: 'internal', retry: false, message: 'メールが相手のサーバーに受け取られませんでした。' },
  temporary: {
    code: 'unavailable',
    retry: true,
    message: 'メールを送れませんでした。自動でもう一度送ります。',
  },
  misconfigured: { code: 'unavailable', retry: true, message: 'メールサーバーの設定に問題があります。' },
} as const;

export function mailFailure(kind: MailFailure['kind'], message: string = table[kind].message): MailFailure {
  return { kind, code: table[kind].code, retry: table[kind].retry, message };
}

/**
 * Whose fault was it? 5xx to the recipient is a bounce, but 5.7.x there (relaying, policy) and any 5xx to
 * sign-in or sender are ours: thousands of residents must not be marked as unreachable for our mistake.
 * The server's own words are not passed on, they quote the address.
 */
export function failureOf(error: unknown): MailFailure {
  const { code, responseCode, response, command } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    command?: string;
  };
  if (code === 'EAUTH' || code === 'ETLS' || code === 'EOAUTH2') return mailFailure('misconfigured');
  if (responseCode === undefined || responseCode < 500) return mailFailure('temporary');
  if (command === 'DATA' || code === 'EMESSAGE') return mailFailure('refused');
  if (command === 'RCPT TO')
    return mailFailure(/^5\d\d[ -]5\.7\./.test(response ?? '') ? 'misconfigured' : 'bounced');
  return mailFailure('misconfigured');
}
