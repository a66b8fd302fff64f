import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import type { Control } from './control.ts';
import { escapeHtml, type Handler, readBody, sendJson, sendPage } from './http.ts';
import type { StaffAccount } from './samples.ts';

export interface OidcOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  staff: StaffAccount[];
  /** Where to report whose sign-in has ended; without it nobody is told. */
  logoutUri?: string | undefined;
}

/** Sign-in codes may only go back to this machine. */
function isLoopback(uri: string): boolean {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return (
    url !== undefined &&
    ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) &&
    /^https?:$/.test(url.protocol)
  );
}

/** Forgets who signed in before: in a demo the next person at the keyboard is somebody else, and is asked. */
function forgetSession(request: IncomingMessage) {
  const cookies = request.headers.cookie?.split(/; */).filter((cookie) => !cookie.startsWith('_session'));
  request.headers.cookie = cookies?.join('; ');
}

/**
 * A real OpenID provider (authorization code, PKCE, signed ID tokens) whose sign-in page lists the demo staff.
 * Issues `sub` = login and `name`; no passwords.
 */
export async function createOidc(
  options: OidcOptions,
  control: Control,
): Promise<{ handle: Handler; disable(login: string, disabled: boolean): Promise<void> }> {
  const disabled = new Set<string>();
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const nameOf = (login: string) =>
    disabled.has(login) ? undefined : options.staff.find((account) => account.login === login)?.name;
  const provider = new Provider(options.issuer, {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: ['http://localhost/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        ...(options.logoutUri === undefined ? {} : { backchannel_logout_uri: options.logoutUri }),
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'simulator' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    // `name` stands in the ID token itself, as with most office directories.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    // Without its guard against private addresses: the staff side it reports to is on this machine.
    fetch: (address: string | URL, { dispatcher: _, ...init }: RequestInit & { dispatcher?: unknown }) =>
      fetch(address, init),
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600 },
    interactions: {
      url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}`,
    },
    findAccount: (_context: unknown, login: string) => {
      const name = nameOf(login);
      return name === undefined
        ? undefined
        : { accountId: login, claims: () => ({ sub: login, name, preferred_username: login }) };
    },
    // Staff do not consent to their own employer's sign-in.
    async loadExistingGrant({
      oidc,
    }: {
      oidc: { client?: { clientId: string }; session?: { accountId?: string } };
    }) {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  provider.Client.prototype.redirectUriAllowed = isLoopback;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLoopback;
  const callback = provider.callback();

  async function chosen(request: IncomingMessage): Promise<string> {
    return new URLSearchParams(await readBody(request)).get('login') ?? '';
  }

  const disable = async (login: string, off: boolean): Promise<void> => {
    if (!off) return void disabled.delete(login);
    disabled.add(login);
    const client = await provider.Client.find(options.clientId);
    if (options.logoutUri !== undefined) await client?.backchannelLogout(login);
  };

  return {
    /** Somebody's account is closed: no sign-in any more, and whoever relies on us hears of it. */
    disable,
    async handle(request, response, path) {
      const account = /^\/_accounts\/([\w.-]+)\/(disable|enable)$/.exec(path);
      if (account !== null && request.method === 'POST') {
        await disable(account[1]!, account[2] === 'disable');
        return sendJson(response, 200, { login: account[1], state: account[2] });
      }
      if (await control.intercept('oidc', response)) return;
      if (path === '/auth' || path.startsWith('/auth/')) forgetSession(request);
      if (!path.startsWith('/interaction/')) return callback(request, response);
      const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
      if (interaction === undefined) return sendJson(response, 400, { error: { code: 'sign-in-expired' } });
      if (request.method === 'POST') {
        const login = await chosen(request);
        const result =
          nameOf(login) === undefined
            ? { error: 'access_denied', error_description: 'no such staff' }
            : { login: { accountId: login, remember: false, amr: ['simulated'] } };
        return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
      }
      const buttons = options.staff.map(
        ({ login, name, note }) =>
          `<li><button name="login" value="${escapeHtml(login)}">${escapeHtml(name)} <small>${escapeHtml(note)}（${escapeHtml(login)}）</small></button>`,
      );
      sendPage(response, '職員としてサインイン', `<form method="post"><ul>${buttons.join('')}</ul></form>`);
    },
  };
}
