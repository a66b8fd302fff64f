/** What was typed before a session ended by itself is kept; what the draft holds is shown only after proving oneself anew. */
import { type ApplicantScene, savePage, type Upload } from '#core/applications.server';
import type { Typed } from '#core/fields';
import type { ResidentActor } from '#core/policy';
import { appError } from '#kernel/errors';
import type { Result } from '#kernel/result';
import { constantTimeEqual } from '#platform/crypto.server';
import { csrfField } from '#platform/http';
import { csrfToken, Refusal, type Scene } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene, savePorts } from './applicant-scene.server.ts';

/** The scene of the session that was, for saving only: never answer with anything read through it. */
export async function keepingScene(scene: Scene<ResidentActor>): Promise<ApplicantScene> {
  const { ended } = scene.actor;
  const now = await applicantScene(scene);
  if (ended === undefined) return now;
  // The gate compares with a running session only: pages drawn without one carry no token.
  const token = csrfToken(scene.runtime, ended.hash);
  if (!constantTimeEqual(String(scene.form.get(csrfField) ?? ''), token))
    throw new Refusal(appError('crossSite'));
  const { hash, accountId } = ended;
  const kind = accountId === null ? 'visitor' : 'account';
  return { ...now, actor: { kind, id: accountId, postId: null, sessionHash: hash } };
}

export async function keepAfterEnd(
  scene: Scene<ResidentActor>,
  post: { draft: string; page: string; typed: Typed; uploads: Upload[] },
): Promise<Result<null>> {
  const { draft, page, typed, uploads } = post;
  const then = await keepingScene(scene);
  const saved = await savePage(then, draft, { pageId: page, typed, uploads }, savePorts(scene));
  // Sent meanwhile: the page behind the sign-in tells.
  if (!saved.ok && saved.error.code !== 'conflict') return saved;
  scene.touched('draft', [draft], ['personal'], 'draft.saveAfterEnd');
  return { ok: true, value: null };
}

/** Whoever had signed in signs in again; whoever had not gives number and secret. */
export function wayBack(ended: NonNullable<ResidentActor['ended']>, draft: string): string {
  return ended.accountId === null
    ? href(portalPaths.resume, undefined, { kept: 1 })
    : href(portalPaths.signIn, undefined, { kept: 1, return: href(portalPaths.draft, { draft }) });
}
