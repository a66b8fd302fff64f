import { randomUUID } from 'node:crypto';
import type { Control } from './control.ts';
import { escapeHtml, type Handler, hasToken, readJson, sendJson, sendPage } from './http.ts';

interface Message {
  id: string;
  key: string;
  to: string;
  text: string;
  at: string;
}

/** The gateway of `platform/sms/README.md`. Keeps the last 500 messages; numbers that end in 0000 take none (422). */
export function createSmsGateway(token: string, control: Control): Handler {
  const messages: Message[] = [];

  return async (request, response, path) => {
    if (path === '/sms' && request.method === 'GET') {
      if (request.headers.accept?.includes('json')) return sendJson(response, 200, messages);
      const rows = messages.map(
        ({ at, to, text }) =>
          `<tr><td><time>${escapeHtml(at)}</time><td>${escapeHtml(to)}<td>${escapeHtml(text).replaceAll('\n', '<br>')}`,
      );
      const table = `<table><thead><tr><th scope="col">日時<th scope="col">宛先<th scope="col">本文<tbody>${rows.join('')}</table>`;
      return sendPage(response, '送信されたSMS', rows.length === 0 ? '<p>まだありません。</p>' : table);
    }
    if (path !== '/sms/messages' || request.method !== 'POST')
      return sendJson(response, 404, { error: { code: 'not-found' } });
    if (await control.intercept('sms', response)) return;
    if (!hasToken(request, token)) return sendJson(response, 401, { error: { code: 'unauthorized' } });
    const body = await readJson(request);
    const key = String(request.headers['idempotency-key'] ?? '');
    if (typeof body?.to !== 'string' || typeof body.text !== 'string' || body.text === '' || key === '')
      return sendJson(response, 400, { error: { code: 'invalid' } });
    if (!/^\+81[6789]0\d{8}$/.test(body.to) || body.to.endsWith('0000'))
      return sendJson(response, 422, { error: { code: 'unreachable' } });
    const known = messages.find((message) => message.key === key);
    if (known !== undefined) return sendJson(response, 200, { id: known.id });
    const message = { id: randomUUID(), key, to: body.to, text: body.text, at: new Date().toISOString() };
    messages.unshift(message);
    messages.length = Math.min(messages.length, 500);
    sendJson(response, 202, { id: message.id });
  };
}
