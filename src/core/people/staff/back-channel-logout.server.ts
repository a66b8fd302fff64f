/**
 * The identity provider says that somebody's sign-in has ended there: signed out, disabled, dismissed. (OpenID Connect
 * Back-Channel Logout 1.0.) Every session of that person here ends with it, whatever it was begun with: one browser too
 * many is signed in again within seconds, one too few is somebody who was let go.
 */
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { fail, ok, type Result } from '#kernel/result';
import type { Config } from '#platform/config.server';
import type { Tx } from '#platform/db.server';
import { endSessionsOf, selectStaffOfSubject } from './credentials.sql.ts';
import { discover } from './single-sign-on.server.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** Signatures only: `none` and shared secrets are no proof of who sent it. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** Gives whose sessions ended, none when nobody here is that person. `invalid` when the token proves nothing. */
export async function endSignIns(
  tx: Tx,
  config: Config,
  token: string,
): Promise<Result<{ staffId: string | null }>> {
  const configuration = await discover(config).catch(() => null);
  if (configuration === null) return fail('unavailable');
  const { issuer, jwks_uri: address } = configuration.serverMetadata();
  if (address === undefined) return fail('unavailable');
  const keys = keySets.get(address) ?? createRemoteJWKSet(new URL(address));
  keySets.set(address, keys);
  const claims = await jwtVerify(token, keys, {
    issuer,
    audience: config.OIDC_CLIENT_ID ?? '',
    algorithms,
    maxTokenAge: '5 minutes',
    clockTolerance: 30,
    requiredClaims: ['iat', 'jti', 'sub', 'events'],
  }).then(
    ({ payload }) => payload,
    () => null,
  );
  if (claims === null || !isLogout(claims)) return fail('invalid');
  const staffId = await selectStaffOfSubject(tx, `${config.OIDC_ISSUER}#${claims.sub}`);
  if (staffId !== null) await endSessionsOf(tx, staffId);
  return ok({ staffId });
}

/** A sign-in token of the same provider must not pass for one: it has a nonce and no event. */
function isLogout(claims: JWTPayload): boolean {
  const events = claims.events as Record<string, unknown> | null;
  return claims.nonce === undefined && typeof events === 'object' && events !== null && event in events;
}
