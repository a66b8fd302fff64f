import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createControl } from './control.ts';
import { sendJson, sendPage } from './http.ts';
import { createOidc } from './oidc.ts';
import { createRegisters } from './registers.ts';
import type { Samples } from './samples.ts';
import { createSmsGateway } from './sms.ts';
import { createTsa } from './tsa.ts';

export interface SimulatorOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  samples: Samples;
  clientId?: string;
  clientSecret?: string;
  smsToken?: string;
  registerToken?: string;
  /** The staff side's address for ended sign-ins. */
  logoutUri?: string | undefined;
}

export interface Simulators {
  url: string;
  close(): Promise<void>;
}

/** What the simulators accept unless told otherwise; known to everybody, worth nothing. */
export const defaults = {
  clientId: 'madoguchi-staff',
  clientSecret: 'simulator-client-secret',
  smsToken: 'simulator-sms',
  registerToken: 'simulator-register',
};

const overview = `<ul><li><a href="/sms">送信されたSMS</a><li><a href="/.well-known/openid-configuration">OpenID Connect</a><li><a href="/_control">動作の切替（JSON）</a></ul>`;

/** Starts the outside world of a demo on one port: single sign-on, SMS gateway, registers and a time-stamping authority, each speaking its real protocol. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const given = { ...defaults, ...options };
  const control = createControl();
  const sms = createSmsGateway(given.smsToken, control);
  const registers = createRegisters(options.samples, given.registerToken, control);
  const tsa = createTsa(control);
  let oidc: Awaited<ReturnType<typeof createOidc>>;

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://simulator').pathname;
    try {
      if (path === '/') sendPage(response, '模擬サービス', overview);
      else if (path.startsWith('/_control')) await control.handle(request, response, path);
      else if (path === '/sms' || path.startsWith('/sms/')) await sms(request, response, path);
      else if (path.startsWith('/registers/')) await registers(request, response, path);
      else if (path === '/tsa') await tsa(request, response, path);
      else await oidc.handle(request, response, path);
    } catch (error) {
      if (!response.headersSent)
        sendJson(response, 500, { error: { code: 'internal', message: String(error) } });
      else response.destroy();
    }
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  oidc = await createOidc(
    {
      issuer: url,
      clientId: given.clientId,
      clientSecret: given.clientSecret,
      staff: options.samples.staff,
      logoutUri: options.logoutUri,
    },
    control,
  );
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
