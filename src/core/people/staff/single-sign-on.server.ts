/** Single sign-on by OpenID Connect: authorisation code with PKCE, state and nonce kept in the session row. */
import { randomUUID } from 'node:crypto';
import * as oidc from 'openid-client';
import { fail, ok, type Result } from '#kernel/result';
import type { Config } from '#platform/config.server';
import type { Tx } from '#platform/db.server';
import {
  insertCredential,
  selectByPublicId,
  selectStaffByLogin,
  selectStaffSession,
  setChallenge,
} from './credentials.sql.ts';

/** How long ago a sign-in at the provider may be to count as one made now. */
const freshSeconds = 300;

let discovered: { issuer: string; configuration: oidc.Configuration } | null = null;

/** Asked once; null when no provider is set. */
export async function discover(config: Config): Promise<oidc.Configuration | null> {
  if (config.OIDC_ISSUER === undefined || config.OIDC_CLIENT_ID === undefined) return null;
  if (discovered?.issuer === config.OIDC_ISSUER) return discovered.configuration;
  const issuer = new URL(config.OIDC_ISSUER);
  // Plain http only for a provider on this machine: the simulator of the demo.
  const local = issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  const configuration = await oidc.discovery(
    issuer,
    config.OIDC_CLIENT_ID,
    config.OIDC_CLIENT_SECRET,
    undefined,
    {
      // Without it the signature of an ID token is not looked at, because it comes straight from the provider.
      execute: [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])],
      timeout: 5,
    },
  );
  discovered = { issuer: config.OIDC_ISSUER, configuration };
  return configuration;
}

/**
 * Where to send the browser; `unavailable` when no provider is set or it does not answer. `again` asks somebody who is
 * signed in to sign in there anew, not only to be known there from this morning.
 */
export async function startSingleSignOn(
  tx: Tx,
  config: Config,
  sessionHash: string,
  redirectUri: string,
  again?: { returnTo: string },
): Promise<Result<string>> {
  const configuration = await discover(config).catch(() => null);
  if (configuration === null)
    return fail(
      'unavailable',
      'シングルサインオンにつながりません。パスキーかパスワードでサインインしてください。',
    );
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  await setChallenge(tx, sessionHash, JSON.stringify({ verifier, state, nonce, ...again }));
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(config.OIDC_ACR_VALUES === undefined ? {} : { acr_values: config.OIDC_ACR_VALUES }),
    ...(again === undefined ? {} : { prompt: 'login', max_age: String(freshSeconds) }),
  });
  return ok(url.toString());
}

/** Who came back. The first time, the subject is bound to the member of staff with that login name. */
export async function finishSingleSignOn(
  tx: Tx,
  config: Config,
  sessionHash: string,
  callback: URL,
): Promise<Result<{ staffId: string; credentialId: string; returnTo: string }>> {
  const refused = () => fail('invalid', 'シングルサインオンでサインインできませんでした。');
  const session = await selectStaffSession(tx, sessionHash);
  await setChallenge(tx, sessionHash, null);
  const configuration = await discover(config).catch(() => null);
  if (session?.challenge == null || configuration === null) return refused();
  const {
    verifier,
    state,
    nonce,
    returnTo: again,
  } = JSON.parse(session.challenge) as {
    verifier: string;
    state: string;
    nonce: string;
    returnTo?: string;
  };
  const tokens = await oidc
    .authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      ...(again === undefined ? {} : { maxAge: freshSeconds }),
    })
    .catch(() => null);
  const claims = tokens?.claims();
  if (claims === undefined || !isStrongEnough(config, claims.acr)) return refused();
  const publicId = `${config.OIDC_ISSUER}#${claims.sub}`;
  const returnTo = again ?? session.return_to ?? '/';
  const known = await selectByPublicId(tx, 'oidc', publicId);
  if (known !== null) return ok({ staffId: known.staff_id, credentialId: known.id, returnTo });
  const staff = await selectStaffByLogin(tx, String(claims.preferred_username ?? claims.sub));
  if (staff === null) return refused();
  const id = randomUUID();
  await insertCredential(tx, { id, staffId: staff.id, kind: 'oidc', secret: '', publicId });
  return ok({ staffId: staff.id, credentialId: id, returnTo });
}

/** Whether the provider says that it asked for what the city wants (a card, two factors). Without the setting, its own rules count. */
function isStrongEnough(config: Config, acr: unknown): boolean {
  const wanted = config.OIDC_ACR_VALUES?.split(/\s+/).filter(Boolean) ?? [];
  return wanted.length === 0 || wanted.includes(String(acr));
}
