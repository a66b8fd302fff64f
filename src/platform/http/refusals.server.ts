/**
 * What was refused, for whoever watches for attacks: rights that somebody does not have, forms of other sites, limits that
 * were reached, requests that no page of ours sends. Who: the kind, the identifier of a member of staff or a token, never
 * of a resident; the request number leads to everything else.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestInfo, Runtime } from './runtime.server.ts';

export interface Refused {
  why: string;
  permission?: string | undefined;
  actor?: { kind: string; id: string | null } | undefined;
}

export function logRefusal(
  { log, site }: Pick<Runtime, 'log' | 'site'>,
  { requestId }: Pick<RequestInfo, 'requestId'>,
  { why, permission, actor }: Refused,
): void {
  log.warn('refused', {
    requestId,
    why,
    permission,
    actor: actor?.kind ?? 'unknown',
    actorId: site === 'staff' ? (actor?.id ?? undefined) : undefined,
  });
}

const reasons: Record<number, string> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'tooLarge',
  415: 'unsupported',
  429: 'tooMany',
};

/** Why an answer with this status is a refusal; null when it is none. */
export const reasonOf = (status: number | undefined): string | null => reasons[status ?? 200] ?? null;

/**
 * Logs what is refused before any page or call is asked. Those log for themselves, and know who it was: what this gives is
 * told of each request that came so far.
 */
export function watchUnasked(app: FastifyInstance, runtime: Runtime): (request: FastifyRequest) => void {
  const asked = new WeakSet<FastifyRequest>();
  app.addHook('onResponse', (request, reply, done) => {
    const why = reasonOf(reply.raw.statusCode);
    if (why !== null && !asked.has(request)) logRefusal(runtime, { requestId: request.id }, { why });
    done();
  });
  return (request) => void asked.add(request);
}
