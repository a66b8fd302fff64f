import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readJson, sendJson } from './http.ts';

export const services = ['oidc', 'sms', 'vaccination', 'tax', 'resident', 'tsa'] as const;
export type ServiceName = (typeof services)[number];
const modes = ['ok', 'error', 'timeout', 'slow'] as const;
export interface Mode {
  mode: (typeof modes)[number];
  /** Delay of `slow`. */
  ms: number;
}

export interface Control {
  /** Acts out the trouble a service was told to have. True: the request has been dealt with. */
  intercept(service: ServiceName, response: ServerResponse): Promise<boolean>;
  /** `GET /_control` and `POST /_control/<name>`; the name `registers` means all three. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

export function createControl(): Control {
  const state = new Map<ServiceName, Mode>(services.map((name) => [name, { mode: 'ok', ms: 0 }]));
  return {
    async intercept(service, response) {
      const { mode, ms } = state.get(service) ?? { mode: 'ok', ms: 0 };
      if (mode === 'error') sendJson(response, 503, { error: { code: 'told-to-fail' } });
      if (mode === 'slow') await wait(ms);
      // `timeout`: the connection stays open and silent until the other side gives up.
      return mode === 'error' || mode === 'timeout';
    },
    async handle(request, response, path) {
      if (request.method === 'GET') return sendJson(response, 200, Object.fromEntries(state));
      const name = path.split('/')[2] ?? '';
      const named =
        name === 'registers'
          ? (['vaccination', 'tax', 'resident'] as const)
          : services.filter((service) => service === name);
      const body = await readJson(request);
      const mode = modes.find((one) => one === body?.mode);
      if (named.length === 0 || mode === undefined)
        return sendJson(response, 422, { error: { code: 'unknown', services, modes } });
      const ms = typeof body?.ms === 'number' ? Math.min(Math.max(body.ms, 0), 600_000) : 1000;
      for (const service of named) state.set(service, { mode, ms });
      sendJson(response, 200, Object.fromEntries(state));
    },
  };
}
