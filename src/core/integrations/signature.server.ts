/** Signatures of webhooks as Standard Webhooks has them: HMAC-SHA-256 over id, time and body. */
import { createHmac } from 'node:crypto';

/** `whsec_` and base64, as receivers' libraries take it. */
export const secretPrefix = 'whsec_';

export function signatureHeaders(
  secrets: readonly string[],
  message: { id: string; at: Date; body: string },
): Record<string, string> {
  const seconds = String(Math.floor(message.at.getTime() / 1000));
  const sign = (secret: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(secretPrefix.length), 'base64'))
      .update(`${message.id}.${seconds}.${message.body}`)
      .digest('base64')}`;
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Madoguchi-Webhooks/1',
    'webhook-id': message.id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map(sign).join(' '),
  };
}
