/** Positions of key paging as callers carry them: signed, and good for one route with one set of filters. */
import { fail, ok } from '#kernel/result';
import { constantTimeEqual, type Keyring } from '#platform/crypto.server';
import type { Cursors } from './model.server.ts';

export function cursorsOf(keyring: Keyring, boundTo: string): Cursors {
  const sign = (text: string) => keyring.hmac('api-cursor', `${boundTo}\n${text}`).slice(0, 22);
  return {
    write(position) {
      if (position === null) return null;
      const text = Buffer.from(JSON.stringify(position)).toString('base64url');
      return `${text}.${sign(text)}`;
    },
    read(cursor) {
      if (cursor === undefined) return ok<Record<string, string> | undefined>(undefined);
      const [text = '', signature = ''] = cursor.split('.');
      if (!constantTimeEqual(signature, sign(text)))
        return fail('invalid', undefined, [
          { path: 'cursor', message: 'cursor は、同じ条件で前に受け取ったものをそのまま渡してください。' },
        ]);
      return ok(JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, string>);
    },
  };
}
